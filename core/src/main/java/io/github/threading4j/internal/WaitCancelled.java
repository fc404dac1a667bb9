package io.github.threading4j.internal;

/**
 * Thrown inside the library if a wait ends because a scope around it was cancelled. It is an
 * {@link InterruptedException}, so that code that cleans up after an interrupt also cleans up after a cancellation.
 * Public methods throw another exception to their callers: see {@link Cancelling#atEdge}.
 */
public final class WaitCancelled extends InterruptedException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    WaitCancelled(Scope scope) {
        super("the wait was cancelled: " + scope);
    }

    /** Does nothing: the exception that the caller sees has the stack trace. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
