package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.Needs;
import io.github.threading4j.testing.ThreadKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ExitTest {
    private static ChildJvm.Result run(String program) {
        return ChildJvm.of(ExitPrograms.class).run(program);
    }

    private static String program(ThreadKind kind, String ofPlatformThreads, String ofVirtualThreads) {
        return kind == ThreadKind.PLATFORM ? ofPlatformThreads : ofVirtualThreads;
    }

    private static void assertPrints(String program, int exitCode, String... lines) {
        var result = run(program);
        assertThat(result.lines()).as(result.toString()).containsExactly(lines);
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
    }

    @EachThreadKind
    void mainReturns_whileAThreadRuns_jvmWaitsForIt(ThreadKind kind) {
        assertPrints(program(kind, "threadOutlivesMain", "userOutlivesMain"), 0, "main", "thread");
    }

    @Test
    void mainFails_whileAThreadRuns_jvmWaitsForItAndExitsWith1() {
        assertPrints("mainFails", 1, "main", "thread");
    }

    @Test
    void mainCallsExit_whileAThreadRuns_jvmWaitsForItAndExitsWith1() {
        assertPrints("mainExits", 1, "main", "thread");
    }

    @Test
    void systemExit_whileAThreadRuns_doesNotWaitForIt() {
        assertPrints("systemExit", 3);
    }

    @Test
    void threadCallsExit_exitCodeIs0() {
        var result = run("threadExits");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out() + result.err()).isEmpty();
    }

    @EachThreadKind
    void threadFails_isLoggedAndExitCodeIs0(ThreadKind kind) {
        var result = run(program(kind, "threadFails", "userFails"));
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("ERROR", "Exception in thread failing:", "IllegalStateException: nobody catches this")
                .contains("at io.github.threading4j.ExitPrograms.fail");
    }

    @EachThreadKind
    void threadFails_noLogProvider_isPrintedToStderr(ThreadKind kind) {
        var result =
                ChildJvm.of(ExitPrograms.class).withoutLogProvider().run(program(kind, "threadFails", "userFails"));
        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .contains("Exception in thread failing:" + System.lineSeparator()
                        + "java.lang.IllegalStateException: nobody catches this" + System.lineSeparator()
                        + "\tat io.github.threading4j.ExitPrograms.fail");
    }

    @EachThreadKind
    void mainReturns_whileADaemonRuns_jvmExitsWithoutItsFinallyBlock(ThreadKind kind) {
        assertPrints(program(kind, "daemonAtExit", "userDaemonAtExit"), 0, "main");
    }

    @EachThreadKind
    void mainReturned_threadsStartedLater_areWaitedFor(ThreadKind kind) {
        assertPrints(
                program(kind, "chainAfterMain", "userChainAfterMain"),
                0,
                "link 5",
                "link 4",
                "link 3",
                "link 2",
                "link 1");
    }

    @Test
    void thread_startedInAShutdownHook_runs() {
        assertPrints("startInShutdownHook", 0, "in the hook");
    }

    @Test
    void thread_constructedByAForeignNonDaemon_isWaitedFor() {
        assertPrints("foreignThreadsChild", 0, "daemon: false", "waited for");
    }

    @Test
    @Tag(Needs.VIRTUAL_THREADS)
    void platformThread_startedByAVirtualThread_isWaitedFor() {
        assertPrints("userStartsPlatformThread", 0, "daemon: false", "child of a virtual thread");
    }

    @Test
    void mainThread_joined_hasEndedAndIsNotListed() {
        assertPrints(
                "joinMain",
                0,
                "cannot join current thread: MainThread[name=MainThread, started, ident]",
                "MainThread alive: false, listed: false, active: 1",
                "join again: true");
    }

    @Test
    void mainThread_endedBeforeFirstUse_isNotAlive() {
        assertPrints("mainEndedBeforeAnybodyAsked", 0, "MainThread alive: false, daemon: false", "false 0");
    }

    @Test
    void loadingAndConstructing_startNoThread() {
        assertPrints("unstarted", 0, "new threads: []");
    }

    @Test
    @Tag(Needs.VIRTUAL_THREADS)
    void keepAlive_lastVirtualThreadEnded_jvmExitsSoon() {
        var result = run("userEnds");
        var end = System.currentTimeMillis();
        var ended = Long.parseLong(result.out().strip());
        // The keep-alive thread lingers for at most 100 ms; the limit allows for a slow exit on a busy machine.
        assertThat(end - ended).isLessThan(10_000);
        assertThat(result.exitCode()).isZero();
    }
}
