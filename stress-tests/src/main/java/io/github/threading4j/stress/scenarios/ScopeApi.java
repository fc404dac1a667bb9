package io.github.threading4j.stress.scenarios;

import io.github.threading4j.CancelScope;

/** A {@link CancelScope}, or a twin of it. */
public interface ScopeApi {
    /** What runs inside. */
    @FunctionalInterface
    interface Body {
        /** Runs. */
        void run() throws InterruptedException;
    }

    /** Runs a body inside of the scope, and returns false if a wait in it was cancelled. */
    boolean with(Body body) throws InterruptedException;

    /** Runs a body whose waits the scope does not cancel. */
    void shield(Body body) throws InterruptedException;

    /** Cancels the scope. */
    void cancel();

    /** Returns a guard whose waits the scope cancels. */
    Guard cancellable(Guard guard);

    /** Returns a new {@link CancelScope}. */
    static ScopeApi create() {
        CancelScope scope = new CancelScope();
        return new ScopeApi() {
            @Override
            public boolean with(Body body) throws InterruptedException {
                return scope.<InterruptedException>with(body::run);
            }

            @Override
            public void shield(Body body) throws InterruptedException {
                CancelScope.<InterruptedException>shield(body::run);
            }

            @Override
            public void cancel() {
                scope.cancel();
            }

            @Override
            public Guard cancellable(Guard guard) {
                return guard;
            }
        };
    }
}
