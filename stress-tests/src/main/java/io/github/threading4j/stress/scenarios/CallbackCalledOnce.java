package io.github.threading4j.stress.scenarios;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IL_Result;

/**
 * A callback is called once, whether it is added before or after the completion: one actor adds it, the other completes
 * the future.
 *
 * <p>The results are the number of calls of the callback, and the actor that called it.
 */
@Outcome(
        id = "1, end",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Added before the completion, and called by the completing thread.")
@Outcome(id = "1, leaver", expect = Expect.ACCEPTABLE, desc = "Added after the completion, and called immediately.")
@Outcome(id = "0, .*", expect = Expect.FORBIDDEN, desc = "Never called.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Called twice.")
public abstract class CallbackCalledOnce {
    private final FutureApi promise;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Thread leaver = Thread.currentThread();
    private volatile String caller = "nobody";

    protected CallbackCalledOnce(FutureApi promise) {
        this.promise = promise;
    }

    protected final void end() {
        Rendezvous.jitter(8);
        promise.set();
    }

    protected final void leave() {
        leaver = Thread.currentThread();
        Rendezvous.jitter(8);
        promise.onDone(() -> {
            calls.incrementAndGet();
            caller = Thread.currentThread() == leaver ? "leaver" : "end";
        });
    }

    protected final void look(IL_Result r) {
        r.r1 = calls.get();
        r.r2 = caller;
    }
}
