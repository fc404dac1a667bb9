package io.github.threading4j;

/**
 * Ends the thread that throws it, silently: Python's {@code SystemExit} in a thread.
 *
 * <p>{@link Threading#exit()} throws it. At the top of a {@link NamedThread} it ends the thread without a word to the
 * excepthook; {@code finally} blocks run on the way. It ends the calling thread only, never the program. It is an
 * {@link Error}, so that {@code catch (Exception e)} does not stop it, as {@code except Exception} does not in Python.
 *
 * <p><b>Differences from Python.</b> {@code SystemExit} in the main thread ends the program; this ends what the main
 * thread was doing, like any error. There is no exit code.
 *
 * @since 0.1.0
 */
public final class ThreadExit extends Error {
    private static final long serialVersionUID = 1L;

    ThreadExit() {
        super("the thread ends itself", null, false, false);
    }
}
