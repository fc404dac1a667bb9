package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.contract.CancellableContract;
import io.github.threading4j.contract.CancellableWait;
import io.github.threading4j.contract.CancellableWait.Use;
import io.github.threading4j.function.ThrowingConsumer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/** All waits of the package {@code queue}. */
class CancellableQueuesTest implements CancellableContract {
    private static final Duration HOUR = Duration.ofHours(1);

    @Override
    public List<CancellableWait> waits() {
        return List.of(
                get("get", new Queue<>(), Queue::get),
                get("get(double)", new LifoQueue<>(), it -> it.get(3_600.0)),
                get("get(Duration)", new PriorityQueue<>(), it -> it.get(HOUR)),
                get("getTask", new Queue<>(), Queue::getTask),
                get(
                        "untilShutdown",
                        new Queue<>(),
                        it -> it.untilShutdown().iterator().next()),
                put("put", it -> it.put("more")),
                put("put(Duration)", it -> it.put("more", HOUR)),
                put("asBlockingQueue().put", it -> it.asBlockingQueue().put("more")),
                put(
                        "asBlockingQueue().offer(time)",
                        it -> assertThat(it.asBlockingQueue().offer("more", 1, TimeUnit.HOURS))
                                .isTrue()),
                get(
                        "asBlockingQueue().take",
                        new Queue<>(),
                        it -> it.asBlockingQueue().take()),
                get(
                        "asBlockingQueue().poll(time)",
                        new Queue<>(),
                        it -> assertThat(it.asBlockingQueue().poll(1, TimeUnit.HOURS))
                                .isNotNull()),
                new CancellableWait("SimpleQueue.get", () -> {
                    var it = new SimpleQueue<String>();
                    return Use.of(it::get, () -> it.put("item"));
                }),
                join("join", new Queue<>(), Queue::join),
                join(
                        "join(double)",
                        new Queue<>(),
                        it -> assertThat(it.join(3_600.0)).isTrue()),
                join("of(BlockingQueue).join", Queue.of(new ArrayBlockingQueue<>(9)), Queue::join));
    }

    @Override
    public List<CancellableWait> foreignWaits() {
        return List.of(
                get("of(BlockingQueue).get", Queue.of(new ArrayBlockingQueue<>(1)), Queue::get),
                get("of(BlockingQueue).get(double)", Queue.of(new ArrayBlockingQueue<>(1)), it -> it.get(3_600.0)),
                new CancellableWait("of(BlockingQueue).put", () -> {
                    var it = Queue.of(new ArrayBlockingQueue<String>(1));
                    it.putNowait("first");
                    return Use.of(() -> it.put("more"), it::getNowait);
                }));
    }

    private static CancellableWait get(String name, Queue<String> it, ThrowingConsumer<Queue<String>> get) {
        return new CancellableWait(it.getClass().getSimpleName() + "." + name, () -> {
            it.clear();
            return Use.of(() -> get.accept(it), () -> it.putNowait("item"));
        });
    }

    private static CancellableWait put(String name, ThrowingConsumer<Queue<String>> put) {
        return new CancellableWait("Queue." + name, () -> {
            var it = new Queue<String>(1);
            it.putNowait("first");
            return Use.of(() -> put.accept(it), it::getNowait);
        });
    }

    private static CancellableWait join(String name, Queue<String> it, ThrowingConsumer<Queue<String>> join) {
        return new CancellableWait("Queue." + name, () -> {
            it.putNowait("item");
            return Use.of(() -> join.accept(it), () -> {
                it.getNowait();
                it.taskDone();
            });
        });
    }
}
