package io.github.threading4j;

/**
 * An error that silently ends the thread that throws it: Python's {@code SystemExit} in a thread.
 *
 * <p>{@link Threading#exit()} throws it. If it is not caught, it ends a {@link NamedThread} without a report to the
 * excepthook; {@code finally} blocks run. It ends only the calling thread, never the program. It is an {@link Error},
 * so that {@code catch (Exception e)} does not catch it; likewise, Python's {@code except Exception} does not catch
 * {@code SystemExit}.
 *
 * <p><b>Differences from Python.</b> {@code SystemExit} in the main thread ends the program; this error only ends the
 * main thread, as any error does. There is no exit code.
 *
 * @since 0.1.0
 */
public final class ThreadExit extends Error {
    private static final long serialVersionUID = 1L;

    ThreadExit() {
        super("the thread ends itself", null, false, false);
    }
}
