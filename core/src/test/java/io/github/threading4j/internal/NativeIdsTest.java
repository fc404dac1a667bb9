package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag(Needs.LINUX)
class NativeIdsTest {
    @Test
    void of_callingThread_returnsATaskIdOfThisProcess() {
        var id = NativeIds.of(Thread.currentThread()).orElseThrow();
        assertThat(Files.exists(Path.of("/proc/self/task/" + id))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "two\nlines",
                "\" #1 prio=5 nid=0x7 ",
                "[brackets] (and) * \\more",
                "\u00fcn\u00efcode"
            })
    void of_otherThreadWithAnyName_returnsItsId(String name) throws Exception {
        for (boolean daemon : new boolean[] {false, true}) {
            var own = new Exchanger<Long>();
            var end = new CountDownLatch(1);
            var thread = new Thread(() -> {
                try {
                    own.exchange(NativeIds.of(Thread.currentThread()).orElseThrow());
                    end.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            thread.setName(name);
            thread.setDaemon(daemon);
            thread.start();
            assertThat(NativeIds.of(thread)).hasValue(own.exchange(0L));
            end.countDown();
            thread.join();
        }
    }

    @Test
    void of_threadThatIsNotRunning_isEmpty() throws Exception {
        var thread = new Thread(() -> {});
        assertThat(NativeIds.of(thread)).isEmpty();
        thread.start();
        thread.join();
        Await.terminated(thread);
        assertThat(NativeIds.of(thread)).isEmpty();
    }
}
