package io.github.threading4j.benchmarks;

import com.google.common.util.concurrent.Monitor;
import io.github.threading4j.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Two threads alternate by means of a condition. One round trip is one operation. */
@State(Scope.Benchmark)
public class ConditionBenchmark {
    private final Condition condition = new Condition();
    private boolean partnersTurn;
    private final Partner partner = new Partner(() -> pass(true));

    private final ReentrantLock javaLock = new ReentrantLock();
    private final java.util.concurrent.locks.Condition javaCondition = javaLock.newCondition();
    private boolean javaPartnersTurn;
    private final Partner javaPartner = new Partner(() -> javaPass(true));

    private final Monitor monitor = new Monitor();
    private boolean monitorPartnersTurn;
    private final Monitor.Guard partnersGuard = monitor.newGuard(() -> monitorPartnersTurn);
    private final Monitor.Guard ourGuard = monitor.newGuard(() -> !monitorPartnersTurn);
    private final Partner monitorPartner = new Partner(() -> monitorPass(partnersGuard, false));

    @TearDown
    public void stop() throws InterruptedException {
        monitorPartner.stop();
        partner.stop();
        javaPartner.stop();
    }

    @Benchmark
    @Against(value = "javaCondition", atLeast = 1.0, latency = 1)
    @Against("guavaMonitor")
    public void condition() throws InterruptedException {
        pass(false);
    }

    @Benchmark
    public void javaCondition() throws InterruptedException {
        javaPass(false);
    }

    @Benchmark
    public void guavaMonitor() throws InterruptedException {
        monitorPass(ourGuard, true);
    }

    private void pass(boolean asPartner) throws InterruptedException {
        condition.acquire();
        try {
            while (partnersTurn != asPartner) {
                condition.await();
            }
            partnersTurn = !asPartner;
            condition.signal();
        } finally {
            condition.release();
        }
    }

    private void javaPass(boolean asPartner) throws InterruptedException {
        javaLock.lock();
        try {
            while (javaPartnersTurn != asPartner) {
                javaCondition.await();
            }
            javaPartnersTurn = !asPartner;
            javaCondition.signal();
        } finally {
            javaLock.unlock();
        }
    }

    private void monitorPass(Monitor.Guard turn, boolean partnersNext) throws InterruptedException {
        monitor.enterWhen(turn);
        try {
            monitorPartnersTurn = partnersNext;
        } finally {
            monitor.leave();
        }
    }
}
