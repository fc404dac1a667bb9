package io.github.threading4j.stress.twins;

import io.github.threading4j.stress.scenarios.FutureApi;
import io.github.threading4j.stress.scenarios.Rendezvous;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A future that checks its state and then changes it, or acts on it, in two steps. */
public final class BrokenPromise implements FutureApi {
    private enum State {
        PENDING,
        RUNNING,
        CANCELLED,
        FINISHED
    }

    private final Queue<Runnable> callbacks = new ConcurrentLinkedQueue<>();
    private volatile State state = State.PENDING;

    private boolean move(State to) {
        State from = state;
        Rendezvous.jitter(40);
        if (from == State.PENDING) {
            state = to;
        }
        return from == State.PENDING;
    }

    @Override
    public boolean start() {
        return move(State.RUNNING);
    }

    @Override
    public boolean cancel() {
        return move(State.CANCELLED);
    }

    @Override
    public boolean set() {
        boolean first = move(State.FINISHED);
        callbacks.forEach(Runnable::run);
        return first;
    }

    @Override
    public void onDone(Runnable callback) {
        boolean done = done();
        Rendezvous.jitter(40);
        if (done) {
            callback.run();
        } else {
            callbacks.add(callback);
        }
    }

    @Override
    public boolean done() {
        return state == State.CANCELLED || state == State.FINISHED;
    }

    @Override
    public boolean await() {
        Rendezvous.until(this::done);
        return true;
    }
}
