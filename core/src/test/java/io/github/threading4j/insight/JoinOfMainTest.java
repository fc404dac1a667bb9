package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.RLock;
import io.github.threading4j.Threading;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.CountDownLatch;

/** A deadlock that includes a wait for the end of the main thread, in a JVM of its own. */
class JoinOfMainTest {
    static final class Program {
        public static void main(String[] args) throws Exception {
            var lock = new RLock("needed by main");
            var held = new CountDownLatch(1);
            ThreadKind.valueOf(args[0])
                    .builder()
                    .name("joining")
                    .daemon(true)
                    .start(() -> lock.with(() -> {
                        held.countDown();
                        Threading.mainThread().join();
                    }));
            ThreadKind.PLATFORM.start(() -> {
                Await.until(
                        "the deadlock is found",
                        () -> !Threading.findDeadlocks().isEmpty());
                System.out.println(Threading.findDeadlocks());
                System.out.flush();
                Runtime.getRuntime().halt(0);
            });
            held.await();
            lock.acquire();
        }
    }

    @EachThreadKind
    void thread_joinsMainWhileMainWaitsForItsLock_isADeadlock(ThreadKind kind) {
        assertThat(ChildJvm.of(Program.class).run(kind.name()).out())
                .contains("Found a deadlock: 2 threads, waiting for each other\n")
                .contains("\"MainThread\"", "waits to acquire RLock[name=needed by main, owner=joining, count=1]")
                .contains("\"joining\"", "waits for the end of MainThread[");
    }
}
