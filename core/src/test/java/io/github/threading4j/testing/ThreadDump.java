package io.github.threading4j.testing;

import io.github.threading4j.NamedThread;
import io.github.threading4j.faulthandler.FaultHandler;
import java.util.stream.Collectors;

/** All threads, what each waits for, and who holds that. */
public final class ThreadDump {
    private ThreadDump() {}

    /** The threads of this library, virtual threads too, and then all others of the JVM. */
    public static String all() {
        return "All threads:\n" + FaultHandler.traceback();
    }

    /** One thread, if it is alive. */
    public static String of(NamedThread thread) {
        var ident = " (ident=" + thread.getIdent().orElse(0) + ",";
        return FaultHandler.traceback()
                .lines()
                .dropWhile(line -> !line.contains(ident))
                .takeWhile(line -> line.contains(ident) || line.startsWith("    at "))
                .collect(Collectors.joining("\n"));
    }
}
