package io.github.threading4j.testing;

import io.github.threading4j.NamedThread;
import io.github.threading4j.faulthandler.FaultHandler;
import java.util.stream.Collectors;

/** Thread dumps that show the object each thread waits for, and the owner of that object. */
public final class ThreadDump {
    private ThreadDump() {}

    /**
     * Returns a dump of all threads: those of this library, including virtual threads, and then all others in the JVM.
     */
    public static String all() {
        return "All threads:\n" + FaultHandler.traceback();
    }

    /** Returns a dump of one thread; empty if it is not alive. */
    public static String of(NamedThread thread) {
        var ident = " (ident=" + thread.getIdent().orElse(0) + ",";
        return FaultHandler.traceback()
                .lines()
                .dropWhile(line -> !line.contains(ident))
                .takeWhile(line -> line.contains(ident) || line.startsWith("    at "))
                .collect(Collectors.joining("\n"));
    }
}
