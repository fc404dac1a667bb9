package io.github.threading4j;

/**
 * The {@link Thread} of a {@link NamedThread} that is a kernel thread. It knows its NamedThread, which makes
 * {@link Threading#currentThread()} a type check and a field read.
 */
final class KernelThread extends Thread {
    final NamedThread named;

    KernelThread(NamedThread named, String name, long stackSize) {
        super(null, null, name, stackSize);
        this.named = named;
    }

    @Override
    public void run() {
        named.runToEnd();
    }
}
