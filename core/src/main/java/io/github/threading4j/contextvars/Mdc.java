package io.github.threading4j.contextvars;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Access to SLF4J's mapped diagnostic context, which is a part of a {@link Context} if propagating it is enabled. */
final class Mdc {
    static volatile boolean carried;

    private Mdc() {}

    /** Returns the calling thread's contents, or null if the MDC is not carried. */
    static @Nullable Map<String, String> snapshot() {
        return carried ? current() : null;
    }

    /** Returns the contents of a new context, or null if the MDC is not carried. */
    static @Nullable Map<String, String> empty() {
        return carried ? Map.of() : null;
    }

    /** Replaces the calling thread's contents. */
    static void set(Map<String, String> contents) {
        MDC.setContextMap(contents);
    }

    /** Returns the calling thread's contents. */
    static Map<String, String> current() {
        var contents = MDC.getCopyOfContextMap();
        return contents == null ? Map.of() : contents;
    }
}
