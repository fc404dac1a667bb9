package io.github.threading4j;

import io.github.threading4j.internal.LibraryThread;

/**
 * The {@link Thread} of a {@link NamedThread} that is a platform thread. It knows its NamedThread, which makes
 * {@link Threading#currentThread()} a type check and a field read.
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
        context = null; // somebody may hold on to this object long after its end
    }
}
