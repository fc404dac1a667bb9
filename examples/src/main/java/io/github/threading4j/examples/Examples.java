package io.github.threading4j.examples;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs the examples. The arguments are the names of examples to run; {@code tour}, or no argument, to run all examples;
 * or {@code list} to list them.
 *
 * <p>A single example runs in this JVM, in Java's main thread. Several examples run in separate JVMs with the options
 * of this JVM, since the exit of the program is part of some examples. Each Python program likewise runs in a separate
 * interpreter.
 */
public final class Examples {
    private static final int BAD_USAGE = 2;

    /** The {@code main} method of an example. */
    @FunctionalInterface
    private interface Program {
        void run(String[] args) throws Exception;
    }

    private record Example(String name, String sentence, Program program) {
        String line() {
            return "%-22s %s".formatted(name, sentence);
        }
    }

    private static final List<Example> ALL = List.of(
            new Example("HelloThread", "A thread says hello.", HelloThread::main),
            new Example("NumbersAndLetters", "Two threads print at the same time.", NumbersAndLetters::main),
            new Example("TakingTurns", "Two threads print in turn, with two locks.", TakingTurns::main),
            new Example("CounterWithLock", "Two threads count to a million each.", CounterWithLock::main),
            new Example("CounterWithoutLock", "Two threads count without a lock.", CounterWithoutLock::main),
            new Example("SubclassedThread", "A subclass overrides run().", SubclassedThread::main),
            new Example("NamingAndListing", "Threads have names and are listed.", NamingAndListing::main),
            new Example("DaemonThread", "A program does not wait for daemons.", DaemonThread::main),
            new Example("CtrlC", "Ctrl-C interrupts the main thread.", CtrlC::main),
            new Example("EndingByException", "The exception of a thread is reported.", EndingByException::main),
            new Example("KernelAndUserThreads", "Ten thousand threads sleep.", KernelAndUserThreads::main),
            new Example("BoundedBuffer", "A producer and a consumer, with conditions.", BoundedBuffer::main),
            new Example("JobOrStop", "A worker waits for a job or for an event.", JobOrStop::main),
            new Example("StoppableWorker", "A worker sleeps on an event until it is set.", StoppableWorker::main),
            new Example("RequestDeadline", "All waits of a request end in time.", RequestDeadline::main),
            new Example("WhoWaitsForWhom", "A deadlock is found, explained and saved.", WhoWaitsForWhom::main),
            new Example("LockOrder", "Locks in opposite orders are reported.", LockOrder::main),
            new Example("StartGate", "Threads wait for an event and continue together.", StartGate::main),
            new Example("ConnectionPool", "A semaphore limits shared connections.", ConnectionPool::main),
            new Example("PriceCache", "Many threads read a cache, one fills it.", PriceCache::main),
            new Example("Phases", "Workers wait for each other at a barrier.", Phases::main),
            new Example("DelayedCall", "One timer calls a function, another is cancelled.", DelayedCall::main),
            new Example("RepeatedCall", "A timer calls a function repeatedly.", RepeatedCall::main),
            new Example("ProducersAndConsumers", "A queue in which null marks the end.", ProducersAndConsumers::main),
            new Example("UntilShutdown", "A queue that is shut down at the end.", UntilShutdown::main),
            new Example("Pipeline", "Three stages with queues between them.", Pipeline::main),
            new Example("Squares", "A pool squares numbers: in order, and as completed.", Squares::main),
            new Example("Downloads", "A pool downloads files; a bar shows the progress.", Downloads::main),
            new Example("FirstFailure", "The first failure cancels the other downloads.", FirstFailure::main),
            new Example("PoolInitializer", "Each thread of a pool opens a connection.", PoolInitializer::main),
            new Example("CancellingTasks", "Tasks are cancelled or interrupted.", CancellingTasks::main),
            new Example("OnCluster", "The same code on a pool and on a cluster.", OnCluster::main),
            new Example("HappyEyeballs", "The first of several attempts ends the others.", HappyEyeballs::main),
            new Example("GroupedLinkChecker", "A group of tasks ends at the first error.", GroupedLinkChecker::main),
            new Example("RequestContext", "Threads and a pool see a context variable.", RequestContext::main),
            new Example("LoggingContext", "Log lines of a pool name the request.", LoggingContext::main),
            new Example("Schedule", "A scheduler runs events when they are due.", Schedule::main),
            new Example("LowLevelThreads", "Threads as in the earliest versions of Python.", LowLevelThreads::main),
            new Example("OldPool", "Python's multiprocessing.pool.ThreadPool.", OldPool::main),
            new Example("HashSearch", "A pool maps an endless source until it succeeds.", HashSearch::main),
            new Example("PriorityJobs", "The most urgent job runs first.", PriorityJobs::main),
            new Example("WordCount", "A pool counts words; a daemon reports the progress.", WordCount::main),
            new Example("LinkChecker", "A pool checks the links of a site.", LinkChecker::main),
            new Example("LogPipeline", "A pipeline summarizes logs, day by day.", LogPipeline::main),
            new Example("JobScheduler", "Jobs run when they are due, until they are cancelled.", JobScheduler::main),
            new Example("SiteCrawler", "A queue drops duplicates; joining a thread stops it.", SiteCrawler::main));

    public static void main(String[] args) throws Exception {
        var wanted = List.of(String.join(" ", args).split(" "));
        if (wanted.equals(List.of("list"))) {
            System.out.println(list());
        } else if (wanted.equals(List.of("tour")) || wanted.equals(List.of(""))) {
            tour(ALL);
        } else {
            run(wanted.stream().map(Examples::find).toList());
        }
    }

    private static void run(List<Example> examples) throws Exception {
        if (examples.size() == 1) {
            examples.get(0).program().run(new String[0]);
        } else {
            tour(examples);
        }
    }

    private static Example find(String name) {
        for (var example : ALL) {
            if (example.name().equals(name)) {
                return example;
            }
        }
        System.err.println("no such example: " + name + " (expected tour, list, or some of these)\n" + list());
        System.exit(BAD_USAGE);
        throw new AssertionError("exit has returned");
    }

    private static String list() {
        return ALL.stream().map(Example::line).collect(Collectors.joining("\n"));
    }

    private static void tour(List<Example> examples) throws IOException, InterruptedException {
        for (var example : examples) {
            System.out.println("\n== " + example.line() + "\n");
            var exitCode = runInItsOwnJvm(example.name());
            if (exitCode != 0) {
                System.err.println("the tour has ended early: " + example.name() + " exited with " + exitCode);
                System.exit(exitCode);
            }
        }
    }

    private static int runInItsOwnJvm(String name) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Examples.class.getName(), name));
        // stderr is redirected to stdout, so that reports appear in order with the other output.
        return new ProcessBuilder(command)
                .inheritIO()
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }
}
