package io.github.threading4j;

/** The settings of {@link Threading} for threads that are created or started from now on. */
final class ThreadSettings {
    static final long MIN_STACK_SIZE = 32_768;

    private static volatile long stackSize;

    private static volatile boolean inheritsContext = true;

    private ThreadSettings() {}

    static long stackSize() {
        return stackSize;
    }

    /** Sets the stack size and returns the previous one. */
    static long setStackSize(long bytes) {
        checkStackSize(bytes);
        var previous = stackSize;
        stackSize = bytes;
        return previous;
    }

    static long checkStackSize(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "size must be 0 or a positive value: " + bytes + " (expected bytes, or 0 for the default)");
        }
        if (bytes > 0 && bytes < MIN_STACK_SIZE) {
            throw new IllegalArgumentException(
                    "size not valid: " + bytes + " bytes (expected 0, or at least " + MIN_STACK_SIZE + ")");
        }
        return bytes;
    }

    static boolean inheritsContext() {
        return inheritsContext;
    }

    static void setInheritsContext(boolean inherits) {
        inheritsContext = inherits;
    }
}
