package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.internal.Recorder;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.ChildJvm;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The system properties that open a recording. */
class RecordingPropertiesTest {
    /** Ends once a finding that contains the argument was reported. */
    static final class Program {
        public static void main(String[] args) throws Exception {
            var err = new ByteArrayOutputStream();
            System.setErr(new PrintStream(err, true));
            var lock = new RLock("cache"); // the first lock of the program
            NamedThread.builder().name("loader").start(lock::acquire).join();
            if (args.length > 0) {
                Await.until("the lock is reported", () -> err.toString().contains(args[0]));
            }
            System.out.print(err);
            System.out.println("recording: " + Recorder.isEnabled());
        }
    }

    private static ChildJvm program(String... flags) {
        return ChildJvm.of(Program.class).withoutLogProvider().flags(flags);
    }

    @Test
    void propertyHeldAtEnd_reportsTheFirstLockOfTheProgram() {
        var result = program("-Dthreading4j.heldAtEnd=report", "-Dthreading4j.sites=1")
                .run("acquired at ");
        assertThat(result.lines())
                .contains("A lock was still held at the end of thread \"loader\"")
                .anyMatch(line -> line.matches("  RLock\\[name=cache, .*], for .* s, acquired at .*"))
                .last()
                .isEqualTo("recording: true");
    }

    @ParameterizedTest
    @CsvSource({
        "-Dthreading4j.heldAtEnd=yes,Ignored threading4j.heldAtEnd=yes (expected off or report)",
        "-Dthreading4j.lockOrder=yes,'Ignored threading4j.lockOrder=yes (expected off or report)'",
        "-Dthreading4j.sites=0,'Ignored threading4j.sites=0 (expected a whole number, 1 or more)'",
        "-Dthreading4j.sites=1.5,'Ignored threading4j.sites=1.5 (expected a whole number, 1 or more)'"
    })
    void propertyWithAWrongValue_isIgnoredWithAMessage(String flag, String message) {
        var result = program(flag).run();
        assertThat(result.err() + result.out()).contains(message);
        assertThat(result.lines()).last().isEqualTo("recording: false");
    }

    /** Acquires two locks in opposite orders, and ends once this was reported. */
    static final class Orders {
        public static void main(String[] args) throws Exception {
            var err = new ByteArrayOutputStream();
            System.setErr(new PrintStream(err, true));
            var a = new RLock("A");
            var b = new RLock("B");
            NamedThread.builder().start(() -> a.with(() -> b.with(() -> {}))).join();
            NamedThread.builder().start(() -> b.with(() -> a.with(() -> {}))).join();
            Await.until("the orders are reported", () -> err.toString().contains("opposite orders"));
            System.out.print(err);
        }
    }

    @Test
    void propertyLockOrder_reportsOppositeOrders() {
        var result = ChildJvm.of(Orders.class)
                .withoutLogProvider()
                .flags("-Dthreading4j.lockOrder=report")
                .run();
        assertThat(result.lines()).contains("Two locks are acquired in opposite orders, which may deadlock");
    }

    @Test
    void propertySites_alone_records() {
        assertThat(program("-Dthreading4j.sites=1").run().lines()).containsExactly("recording: true");
    }

    /**
     * Two threads are the first to use the library: one creates a queue, the other one a lock. While one thread is in
     * the class initialization that reads the properties, the other begins to initialize the classes that it needs.
     */
    static final class TwoFirstUses {
        public static void main(String[] args) throws Exception {
            var reading = new CountDownLatch(1);
            var properties = new Properties() {
                private static final long serialVersionUID = 1L;

                @Override
                public String getProperty(String key) {
                    if (key.equals("threading4j.deadlocks")
                            && Thread.currentThread().getName().equals("queue")) {
                        reading.countDown();
                        awaitBlocked();
                    }
                    return super.getProperty(key);
                }
            };
            properties.putAll(System.getProperties());
            System.setProperties(properties);
            var queue = new Thread(() -> System.out.println(new Queue<String>()), "queue");
            var lock = new Thread(() -> System.out.println(new RLock()), "lock");
            queue.start();
            reading.await();
            lock.start();
            queue.join();
            lock.join();
        }

        /** Waits until the other thread has got as far as it can, for which it has much more time than it needs. */
        private static void awaitBlocked() {
            var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
            while (System.nanoTime() < end) {
                Thread.yield();
            }
        }
    }

    @Test
    void propertyHeldAtEnd_twoThreadsAreTheFirstToUseTheLibrary_bothContinue() {
        var result = ChildJvm.of(TwoFirstUses.class)
                .withoutLogProvider()
                .flags("-Dthreading4j.heldAtEnd=report")
                .run();
        assertThat(result.lines()).containsExactlyInAnyOrder("Queue[size=0, unfinished=0]", "RLock[unlocked]");
    }
}
