package io.github.threading4j.benchmarks;

import io.github.threading4j.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Two threads pass a turn to each other by a condition: once there and back is one operation. */
@State(Scope.Benchmark)
public class ConditionBenchmark {
    private final Condition condition = new Condition();
    private boolean partnersTurn;
    private final Partner partner = new Partner(() -> pass(true));

    private final ReentrantLock javaLock = new ReentrantLock();
    private final java.util.concurrent.locks.Condition javaCondition = javaLock.newCondition();
    private boolean javaPartnersTurn;
    private final Partner javaPartner = new Partner(() -> javaPass(true));

    @TearDown
    public void stop() throws InterruptedException {
        partner.stop();
        javaPartner.stop();
    }

    @Benchmark
    @Against("javaCondition")
    public void condition() throws InterruptedException {
        pass(false);
    }

    @Benchmark
    public void javaCondition() throws InterruptedException {
        javaPass(false);
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
}
