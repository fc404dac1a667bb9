package io.github.threading4j.internal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The operating system's number of a platform thread, as {@code top -H} and {@code gdb} show it.
 *
 * <p>Java has no call for it. A thread reads its own from {@code /proc/thread-self} (Linux, some microseconds); another
 * thread's stands in the JVM's thread dump, which is asked for only when somebody wants to know: recording it at each
 * start would cost every thread a tenth of its start-up time.
 */
public final class NativeIds {
    private static final Path SELF = Path.of("/proc/thread-self");

    private NativeIds() {}

    /**
     * The native id of a thread.
     *
     * @param thread any thread
     * @return its number; empty for a virtual thread (it has none of its own), for a thread that does not run, and
     *     where the system has no way to tell
     */
    public static OptionalLong of(Thread thread) {
        if (JavaThreads.isVirtual(thread) || !thread.isAlive()) {
            return OptionalLong.empty();
        }
        return thread == Thread.currentThread() ? ofCurrent() : ofOther(JavaThreads.id(thread));
    }

    private static OptionalLong ofCurrent() {
        try {
            return OptionalLong.of(
                    Long.parseLong(Files.readSymbolicLink(SELF).getFileName().toString()));
        } catch (IOException | UnsupportedOperationException | NumberFormatException e) {
            return OptionalLong.empty(); // not Linux, or no /proc: no way to tell
        }
    }

    private static OptionalLong ofOther(long id) {
        try {
            return ThreadPrint.nativeId(id);
        } catch (JMException | LinkageError e) {
            return OptionalLong.empty(); // no such command in this JVM, or no management module in this image
        }
    }

    /** Apart, so that the rest works where the management module is missing. */
    private static final class ThreadPrint {
        static OptionalLong nativeId(long id) throws JMException {
            var dump = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "threadPrint",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            // "name" #id [nid] daemon prio=5 ... tid=address nid=nid state; the number in brackets since Java 21. The
            // nid is hexadecimal before Java 19. A name may have any characters, line ends too: look at what follows
            // it.
            var header = Pattern.compile(
                    "\" #" + id + " (?:\\[\\d+] )?(?:daemon )?prio=.*? tid=0x\\p{XDigit}+ nid=(0x\\p{XDigit}+|\\d+) ");
            var match = header.matcher(dump);
            return match.find() ? OptionalLong.of(Long.decode(match.group(1))) : OptionalLong.empty();
        }
    }
}
