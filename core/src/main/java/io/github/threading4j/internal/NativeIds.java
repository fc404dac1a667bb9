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
 * The operating system's id of a platform thread, as shown by {@code top -H} and {@code gdb}.
 *
 * <p>Java has no method that returns this id. A thread reads its own id from {@code /proc/thread-self}, which exists
 * only on Linux; this takes some microseconds. The id of another thread is read from a thread dump of the JVM. The dump
 * is created only on demand, whereas recording the id at each start would cost every thread a tenth of its start-up
 * time.
 */
public final class NativeIds {
    private static final Path SELF = Path.of("/proc/thread-self");

    private NativeIds() {}

    /**
     * Returns the native id of a thread.
     *
     * @param thread any thread
     * @return its id; empty for a virtual thread, which has no native id, for a thread that is not alive, and if the
     *     system provides no id
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
            return OptionalLong.empty(); // not Linux, or no /proc
        }
    }

    private static OptionalLong ofOther(long id) {
        try {
            return ThreadPrint.nativeId(id);
        } catch (JMException | LinkageError e) {
            return OptionalLong.empty(); // no such command in this JVM, or no management module in this image
        }
    }

    /** A separate class, so that the rest works if the management module is missing. */
    private static final class ThreadPrint {
        static OptionalLong nativeId(long id) throws JMException {
            var dump = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "threadPrint",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            // "name" #id [nid] daemon prio=5 ... tid=address nid=nid state; Java 21 added the number in brackets. The
            // nid is hexadecimal before Java 19. A name may contain any characters, even line breaks, so the pattern
            // matches only what follows the name.
            var header = Pattern.compile(
                    "\" #" + id + " (?:\\[\\d+] )?(?:daemon )?prio=.*? tid=0x\\p{XDigit}+ nid=(0x\\p{XDigit}+|\\d+) ");
            var match = header.matcher(dump);
            return match.find() ? OptionalLong.of(Long.decode(match.group(1))) : OptionalLong.empty();
        }
    }
}
