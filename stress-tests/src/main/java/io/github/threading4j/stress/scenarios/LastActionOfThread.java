package io.github.threading4j.stress.scenarios;

import io.github.threading4j.Threading;

/** An exception whose report by the excepthook is the last action of the thread. */
public final class LastActionOfThread extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static {
        Threading.setExcepthook(args -> ((LastActionOfThread) args.exception()).say());
    }

    private final transient Runnable words;

    public LastActionOfThread(Runnable words) {
        super(null, null, false, false);
        this.words = words;
    }

    public void say() {
        words.run();
    }
}
