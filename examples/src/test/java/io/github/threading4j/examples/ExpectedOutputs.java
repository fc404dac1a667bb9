package io.github.threading4j.examples;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The expected outputs of all examples. */
final class ExpectedOutputs {
    private ExpectedOutputs() {}

    static Stream<Expected> all() {
        return Stream.of(
                        threadsAndLocks(),
                        signalsAndTimers(),
                        queuesAndPools(),
                        taskGroups(),
                        otherModules(),
                        wholePrograms())
                .flatMap(examples -> examples);
    }

    private static Stream<Expected> threadsAndLocks() {
        return Stream.of(
                Expected.of("HelloThread", "hello, world, from greeter", "greeter has ended"),
                Expected.of("NumbersAndLetters", "1", "2", "3", "4", "5", "a", "b", "c", "d", "e", "done")
                        .butInAnyOrder(),
                Expected.of("TakingTurns", "1", "a", "2", "b", "3", "c", "4", "d", "5", "e"),
                Expected.of("CounterWithLock", "2000000"),
                Expected.of("CounterWithoutLock", "at most 2000000: without the lock, updates may be lost"),
                Expected.of("SubclassedThread", "the sum of 1 to 10 is 55", "the sum of 1 to 100 is 5050"),
                Expected.of("NamingAndListing", namesAndLists()),
                Expected.of("DaemonThread", "main ends", "saved, after main has ended"),
                Expected.of("CtrlC", "interrupted, after some steps", "saved"),
                Expected.of(
                        "EndingByException",
                        "reported on stderr, with a traceback",
                        "second failed: no such account: 42",
                        "third left without a word"),
                Expected.of("KernelAndUserThreads", "100 platform threads have slept at the same time")
                        .andInJava(virtualThreads()));
    }

    private static Stream<Expected> signalsAndTimers() {
        return Stream.of(
                Expected.of(
                        "BoundedBuffer",
                        IntStream.range(1, 11)
                                .mapToObj(number -> "took item " + number)
                                .toArray(String[]::new)),
                Expected.of("JobOrStop", "done: sweep", "done: dust", "done: polish", "stopped"),
                Expected.of("StoppableWorker", "stopped, after 3 beats or more", "the worker has ended"),
                Expected.of("RequestDeadline", "ada: profile of ada", "bob: not in time", "eve: not in time"),
                Expected.of("WhoWaitsForWhom", "to-bob hangs", "to-alice hangs")
                        .andInJava("to-bob waits to acquire RLock[name=bob, owner=to-alice, count=1]")
                        .andInJava("to-alice waits to acquire RLock[name=alice, owner=to-bob, count=1]")
                        .andInJava("wrote who-waits-for-whom.json"),
                Expected.of("LockOrder", "to-bob is done", "to-alice is done")
                        .andInJava("to-bob holds RLock[name=alice] and acquires RLock[name=bob]")
                        .andInJava("to-alice holds RLock[name=bob] and acquires RLock[name=alice]"),
                Expected.of("StartGate", "finished before the gate opens: 0", "finished: ada, bob, cy"),
                Expected.of(
                        "ConnectionPool", "never more than 2 connections in use", "a connection was given back twice"),
                Expected.of(
                        "PriceCache",
                        "looking up tea",
                        "looking up milk",
                        "they pay 7 7 7",
                        "all three were reading at the same time"),
                Expected.of(
                        "Phases",
                        "phase 1: all 3 workers are done",
                        "phase 2: all 3 workers are done",
                        "phase 3: all 3 workers are done",
                        "9 pieces of work"),
                Expected.of("DelayedCall", "the tea is ready, in tea", "no alarm"),
                Expected.of("RepeatedCall", "tick 1", "tick 2", "tick 3", "the clock has stopped"));
    }

    private static Stream<Expected> queuesAndPools() {
        return Stream.of(
                Expected.of("ProducersAndConsumers", "3 consumers got numbers that add up to 210", "numbers left: 0"),
                Expected.of(
                        "UntilShutdown",
                        "all jobs are done: 5 squares",
                        "no job is accepted any more",
                        "1",
                        "4",
                        "9",
                        "16",
                        "25",
                        "36"),
                Expected.of(
                        "Pipeline",
                        "the longest word so far is simple, with 6 letters",
                        "the longest word so far is complex, with 7 letters"),
                Expected.of("Squares", "[1, 4, 9, 16, 25]", "total 55"),
                Expected.of("Downloads", "a file is missing", "downloaded 210000 bytes"),
                Expected.of(
                        "FirstFailure",
                        "1 of 7 files",
                        "2 of 7 files",
                        "3 of 7 files",
                        "no such file: missing",
                        "the last one is cancelled: true"),
                Expected.of("PoolInitializer", "connected: true", "6 queries, 3 connections"),
                cancellingTasks(),
                onCluster());
    }

    private static Stream<Expected> taskGroups() {
        return Stream.of(
                Expected.of(
                        "HappyEyeballs",
                        "trying 2001:db8::1",
                        "trying 2001:db8::2",
                        "2001:db8::2: connection refused",
                        "trying 192.0.2.1",
                        "connection to 192.0.2.1"),
                Expected.of(
                        "GroupedLinkChecker",
                        "6 pages, broken: /jobs",
                        "unhandled errors in a TaskGroup (1 sub-exception)",
                        "gave up at /jobs"));
    }

    private static Stream<Expected> otherModules() {
        return Stream.of(
                Expected.of(
                        "RequestContext",
                        "[request 1] begins",
                        "[request 1] is in a thread",
                        "[request 1] is in the pool",
                        "[no request] is what the pool knows by itself",
                        "[request 2] begins",
                        "[request 2] is in a thread",
                        "[request 2] is in the pool",
                        "[no request] is what the pool knows by itself",
                        "[no request] ends"),
                Expected.of("LoggingContext", "request=1 order is paid", "request=2 order is paid"),
                Expected.of("Schedule", "5 events", "breakfast", "coffee", "lunch", "0 events"),
                Expected.of("LowLevelThreads", "[0, 1, 4]"),
                Expected.of("OldPool", "[1, 4, 9, 16, 25]", "[36] [0, 1, 4, 9, 16]"),
                Expected.of(
                        "HashSearch",
                        "24: 0a3b58d6342f942c69785773c669661f6bb9cf43804a028c8531c54231132487",
                        "262: 006ae2780cc1f222a3e9c89cc7346c01d7b6bf6232d7c8b8b47cd5ddb5e35895",
                        "3463: 000700a6b201a23093ed8d8d789245707ac62e755a05d12bf6d0c2aeb7682930",
                        "that is enough"),
                Expected.of(
                        "PriorityJobs",
                        "1: put out the fire",
                        "1: close the windows",
                        "2: answer the phone",
                        "3: sweep the floor",
                        "2: go home",
                        "all jobs are done"));
    }

    private static Expected cancellingTasks() {
        return Expected.of(
                        "CancellingTasks",
                        "the second is cancelled: true",
                        "the first, which runs, is cancelled: false",
                        "the shutdown has cancelled the third: true")
                .andInJava("the first is interrupted: true")
                .andInJava("the first has ended: true");
    }

    private static Expected onCluster() {
        return Expected.of(
                        "OnCluster",
                        "threads: [4, 25, 168]",
                        "threads: 1229",
                        "processes: [4, 25, 168]",
                        "processes: 1229",
                        "the task is not serializable")
                .andInJava("members: 2");
    }

    private static Stream<Expected> wholePrograms() {
        return Stream.of(
                Expected.of("WordCount", "15 words, 3 of them be"),
                Expected.of(
                        "LinkChecker",
                        "4 pages checked",
                        "8 pages checked",
                        "no such page: /docs/event, linked from /docs/lock",
                        "no such page: /jobs, linked from /about, /blog/2",
                        "10 pages, 2 of them broken",
                        "4 pages checked",
                        "8 pages checked",
                        "gave up at /jobs"),
                Expected.of(
                        "LogPipeline",
                        "[monday.log] 5 requests, the slowest took 950 ms",
                        "[monday.log] 1 requests failed",
                        "[tuesday.log] not an entry: -- rotated --",
                        "[tuesday.log] 3 requests, the slowest took 2000 ms",
                        "[tuesday.log] 1 requests failed",
                        "[wednesday.log] 2 requests, the slowest took 30 ms",
                        "[-] all days are done"),
                Expected.of(
                        "JobScheduler",
                        "backup failed: no space left",
                        "hello, a moment later",
                        "tick 1",
                        "tick 2",
                        "tick 3",
                        "the search was cancelled",
                        "saved",
                        "shut down, and 1 job has not begun",
                        "the scheduler is shut down: too late"),
                siteCrawler());
    }

    private static Expected siteCrawler() {
        return Expected.of(
                "SiteCrawler",
                "2 pages to begin with",
                "crawler: / has 3 links",
                "crawler: /blog has 3 links",
                "crawler: /about has 2 links",
                "crawler: /docs/event has 2 links",
                "crawler: /docs/lock has 2 links",
                "crawler: /blog/2026/1 has 0 links",
                "crawler: /blog/2026/2 has 0 links",
                "7 pages, and 0 left",
                "the crawler has ended");
    }

    private static String[] namesAndLists() {
        var main = "  MainThread, not a daemon";
        var first = "  Thread-1, not a daemon";
        var last = "  blue, daemon";
        return new String[] {
            "threads alive: 4", main, first, "  red, not a daemon", last,
            "threads alive: 4", main, first, "  green, not a daemon", last,
            "threads alive: 1", main
        };
    }

    private static String virtualThreads() {
        var java = Runtime.version().feature();
        return java >= 21
                ? "10000 virtual threads have slept at the same time"
                : "virtual threads need Java 21: running on Java " + java + " (expected 21 or later)";
    }
}
