package io.github.threading4j.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.futures.Future;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.testing.ChildJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program that uses no select loads none of its classes. */
class SelectClassLoadingTest {
    private static final class Program {
        public static void main(String[] args) throws Exception {
            var queue = new Queue<Integer>(1);
            queue.put(1);
            var simple = new SimpleQueue<Integer>();
            simple.put(queue.get());
            var event = new Event();
            event.set();
            for (var acquirable : List.<Acquirable>of(new Lock(), new RLock(), new Semaphore())) {
                acquirable.with(() -> event.await());
            }
            var future = new Future<Integer>();
            future.setResult(simple.get());
            var thread = new NamedThread(() -> System.out.println("result: " + future.result()));
            thread.start();
            thread.join();
        }
    }

    @Test
    void programWithoutASelect_loadsNoneOfItsClasses() {
        var result = ChildJvm.of(Program.class).flags("-Xlog:class+load").run();
        assertThat(result.out()).as(result.toString()).contains("result: 1", Queue.class.getName());
        assertThat(result.out())
                .doesNotContain(
                        Select.class.getName() + " ",
                        Select.class.getName() + "Sources",
                        "internal.Select",
                        "internal.Watche",
                        "internal.LatchSource");
    }
}
