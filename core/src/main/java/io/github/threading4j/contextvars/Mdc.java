package io.github.threading4j.contextvars;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Access to SLF4J's mapped diagnostic context, which each new {@link Context} includes if propagation is enabled. */
final class Mdc {
    static volatile boolean carried;

    private Mdc() {}

    /** Returns the contents of the calling thread's MDC, or null if propagation is disabled. */
    static @Nullable Map<String, String> snapshot() {
        return carried ? current() : null;
    }

    /** Returns the MDC contents of an empty context, or null if propagation is disabled. */
    static @Nullable Map<String, String> empty() {
        return carried ? Map.of() : null;
    }

    /** Replaces the contents of the calling thread's MDC. */
    static void set(Map<String, String> contents) {
        MDC.setContextMap(contents);
    }

    /** Returns the contents of the calling thread's MDC. */
    static Map<String, String> current() {
        var contents = MDC.getCopyOfContextMap();
        return contents == null ? Map.of() : contents;
    }
}
