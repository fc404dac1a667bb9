package io.github.threading4j.stress.lincheck;

import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.QueueFullException;
import io.github.threading4j.queue.QueueShutDownException;
import java.util.concurrent.Callable;
import org.jetbrains.lincheck.datastructures.BooleanGen;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** What Lincheck may do to a queue: everything that does not wait. */
public abstract class QueueOperations {
    private final Queue<Integer> queue;

    QueueOperations(Queue<Integer> queue) {
        this.queue = queue;
    }

    @Operation
    public String put(@Param(gen = IntGen.class, conf = "1:3") int item) {
        return result(() -> {
            queue.putNowait(item);
            return "done";
        });
    }

    @Operation
    public String get() {
        return result(queue::getNowait);
    }

    @Operation
    public String getInNoTime() {
        return result(() -> queue.get(0.0));
    }

    @Operation
    public String taskDone() {
        return result(() -> {
            queue.taskDone();
            return "done";
        });
    }

    @Operation
    public String isJoined() {
        return result(() -> queue.join(0.0));
    }

    @Operation
    public int qsize() {
        return queue.qsize();
    }

    @Operation
    public boolean full() {
        return queue.full();
    }

    @Operation
    public long unfinishedTasks() {
        return queue.unfinishedTasks();
    }

    @Operation
    public int clear() {
        return queue.clear();
    }

    @Operation
    public void shutdown(@Param(gen = BooleanGen.class) boolean immediate) {
        queue.shutdown(immediate);
    }

    private static String result(Callable<?> call) {
        try {
            return String.valueOf(call.call());
        } catch (QueueEmptyException | QueueFullException | QueueShutDownException | IllegalArgumentException e) {
            return e.getClass().getSimpleName();
        } catch (Exception e) {
            throw new AssertionError("nothing else may happen", e);
        }
    }
}
