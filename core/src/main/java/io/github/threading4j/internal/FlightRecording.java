package io.github.threading4j.internal;

import io.github.threading4j.function.ThrowingRunnable;
import java.util.concurrent.Callable;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Whether the JVM's flight recorder is in use, and the events that then go into its recordings.
 *
 * <p>The first use of an event class in a program that does not record takes up to a second, since it starts the flight
 * recorder. Therefore, no event class is used until the program, its command line or {@code jcmd} has started it.
 * Nothing in this class ever fails: an event that can't be created is left out.
 */
public final class FlightRecording {
    private static final boolean IS_AVAILABLE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightRecording() {}

    /**
     * Initializes this class. Each class whose waits may be recorded calls this method in its own initialization, so
     * that nothing can fail when a thread is about to wait.
     */
    static void initialize() {
        // The call itself initializes the class.
    }

    /**
     * {@return whether the flight recorder was started; there may be no recording at present} The first call loads a
     * single small class of the JDK; later calls read a field.
     */
    public static boolean isStarted() {
        try {
            return IS_AVAILABLE && FlightRecorder.isInitialized();
        } catch (Throwable e) { // such as an OutOfMemoryError while the class is loaded
            return false;
        }
    }

    /**
     * Begins to record a wait of the calling thread.
     *
     * @param blocker what the thread will be parked at
     * @return null if no recording wants the event
     */
    public static @Nullable WaitTrace beginWait(Blocker blocker) {
        try {
            return isStarted() ? RecordedWait.begin(blocker) : null;
        } catch (Throwable e) {
            return null;
        }
    }

    /**
     * Returns a callable that calls the given one and adds an event to the recording. Called only if
     * {@link #isStarted()}.
     *
     * @param <T> the type of the result
     * @param task the task, which is being submitted
     * @param pool the name of the pool or executor
     * @return the given task if no recording wants the event
     */
    public static <T extends @Nullable Object> Callable<T> ofTask(Callable<T> task, String pool) {
        try {
            return TaskTrace.of(task, pool);
        } catch (Throwable e) {
            return task;
        }
    }

    /**
     * Returns a task that runs the given one and then adds an event to the recording, which is therefore missing from a
     * recording that is stopped as soon as the task has passed on its results. Called only if {@link #isStarted()}.
     *
     * @param task the task, which is being submitted
     * @param pool the name of the pool
     * @return the given task if no recording wants the event
     */
    public static ThrowingRunnable<?> ofTask(ThrowingRunnable<?> task, String pool) {
        try {
            return TaskTrace.of(task, pool);
        } catch (Throwable e) {
            return task;
        }
    }
}
