package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Condition;
import io.github.threading4j.faulthandler.FaultHandler;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** A search or a dump does not call a method of the program, which might wait for the thread that hangs. */
class ForeignToStringTest {
    private final CountDownLatch go = new CountDownLatch(1);
    private final ReentrantLock real = new ReentrantLock();

    /** A program's own lock, whose {@code toString} waits for as long as the test takes. */
    private final Lock lock = (Lock) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Lock.class}, (proxy, method, args) -> {
                if (method.getName().equals("toString")) {
                    go.await();
                }
                try {
                    return method.invoke(real, args);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });

    @Test
    void lockOfACondition_itsToStringWaits_isShownByItsClass() throws Exception {
        var condition = new Condition(Acquirable.of(lock), "ready");
        var className = lock.getClass().getName() + "@";
        try (var waiter = Bunch.start(ThreadKind.PLATFORM, index -> condition.with(() -> condition.await()))) {
            Await.parked(waiter.thread().toJavaThread());
            assertThat(Insight.findDeadlocks()).isEmpty();
            assertThat(Insight.snapshot().toString()).contains("bunch-0");
            assertThat(FaultHandler.traceback()).contains("bunch-0");
            assertThat(condition.toString()).startsWith("Condition[name=ready, lock=" + className);
            assertThat(Acquirable.of(lock).toString()).startsWith(className);
            condition.with(() -> condition.signal());
        } finally {
            go.countDown();
        }
    }

    @Test
    void lockOfACondition_ofJava_isShownByItsToString() {
        assertThat(new Condition(real).toString()).contains("lock=" + real);
        assertThat(Acquirable.of(real)).hasToString(real.toString());
    }
}
