package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Properties that a system thread must not inherit. ClassUnloadingTest covers the access control context, which a test
 * cannot read.
 */
class SystemThreadsTest {
    private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();

    private static Thread constructedByAThreadOfAnApplication(Runnable task) throws InterruptedException {
        var constructed = new AtomicReference<Thread>();
        var application = new Thread(new ThreadGroup("application"), () -> {
            INHERITABLE.set("application");
            constructed.set(SystemThreads.unstarted("system", false, task));
        });
        application.setDaemon(true);
        application.setPriority(Thread.MIN_PRIORITY);
        application.setContextClassLoader(new ClassLoader() {});
        application.start();
        application.join();
        return constructed.get();
    }

    @Test
    void unstarted_inheritsNothing() throws Exception {
        var inherited = new AtomicReference<>("not run");
        var thread = constructedByAThreadOfAnApplication(() -> inherited.set(String.valueOf(INHERITABLE.get())));
        assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
        assertThat(thread.getName()).isEqualTo("system");
        assertThat(thread.isDaemon()).isFalse();
        assertThat(thread.getPriority()).isEqualTo(Thread.NORM_PRIORITY);
        assertThat(thread.getContextClassLoader()).isNull();
        assertThat(thread.getThreadGroup().getParent()).isNull();
        thread.start();
        thread.join();
        assertThat(inherited).hasValue("null");
    }

    @Test
    void unstarted_daemonRequested_isADaemon() {
        assertThat(SystemThreads.unstarted("system", true, () -> {}).isDaemon()).isTrue();
    }
}
