package io.github.threading4j.testing;

import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.internal.WaitPoint;
import java.util.LinkedHashSet;
import java.util.Set;

/** All threads, what each waits for, and who holds that. */
public final class ThreadDump {
    private ThreadDump() {}

    /** The threads of this library, user threads too, and then all others of the JVM. */
    public static String all() {
        Set<Thread> threads = new LinkedHashSet<>();
        for (var named : Threading.enumerate()) {
            threads.add(named.toJavaThread());
        }
        threads.addAll(Thread.getAllStackTraces().keySet());
        var dump = new StringBuilder("All threads:\n");
        threads.forEach(thread -> append(dump, thread));
        return dump.toString();
    }

    /** One thread. */
    public static String of(NamedThread thread) {
        var dump = new StringBuilder();
        append(dump, thread.toJavaThread());
        return dump.toString();
    }

    private static void append(StringBuilder dump, Thread thread) {
        dump.append('"').append(thread.getName()).append("\" ").append(thread.getState());
        if (thread.isDaemon()) {
            dump.append(" daemon");
        }
        if (thread.isInterrupted()) {
            dump.append(" interrupted");
        }
        var point = WaitPoint.of(thread);
        if (point != null) {
            dump.append(", waits (").append(point.kind()).append(") for ").append(point.awaited());
            var holder = point.holder();
            if (holder != null) {
                dump.append(", held by \"").append(holder.getName()).append('"');
            }
        }
        dump.append('\n');
        for (var frame : thread.getStackTrace()) {
            dump.append("    at ").append(frame).append('\n');
        }
    }
}
