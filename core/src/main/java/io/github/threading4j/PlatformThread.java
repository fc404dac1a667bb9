package io.github.threading4j;

import io.github.threading4j.internal.LibraryThread;

/**
 * The {@link Thread} of a {@link NamedThread} that is a platform thread. It refers to its NamedThread, so that
 * {@link Threading#currentThread()} takes only a type check and a field read.
 */
final class PlatformThread extends LibraryThread {
    final NamedThread named;

    PlatformThread(NamedThread named, String name, long stackSize) {
        super(name, stackSize);
        this.named = named;
    }

    @Override
    public void run() {
        named.runToEnd();
        context = null; // this object may remain reachable long after the thread has ended
    }
}
