package io.github.threading4j.contextvars;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** SLF4J's mapped diagnostic context as one more thing that is in a {@link Context}, if that is switched on. */
final class Mdc {
    static volatile boolean carried;

    private Mdc() {}

    /** What the calling thread has in it, or null if it is not carried. */
    static @Nullable Map<String, String> snapshot() {
        return carried ? current() : null;
    }

    /** What a context has that was just made, or null if it is not carried. */
    static @Nullable Map<String, String> empty() {
        return carried ? Map.of() : null;
    }

    /** Gives the calling thread other contents. */
    static void set(Map<String, String> contents) {
        MDC.setContextMap(contents);
    }

    /** What the calling thread has in it. */
    static Map<String, String> current() {
        var contents = MDC.getCopyOfContextMap();
        return contents == null ? Map.of() : contents;
    }
}
