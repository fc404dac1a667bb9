package io.github.threading4j.faulthandler;

import io.github.threading4j.insight.Insight;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.WaitTarget;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The implementation of {@link FaultHandler#dumpTraceback()}: describes all threads.
 *
 * <p>A dump is made when a program hangs or memory is short, so it depends on as little as possible. It is written
 * thread by thread, and a thread that can't be described does not prevent the others from being described. No foreign
 * {@code toString} is called, since it might wait for the lock that the hanging thread holds.
 */
final class ThreadDumps {
    private ThreadDumps() {}

    /**
     * Describes the calling thread, then the threads that the library knows, including virtual ones, then all other
     * platform threads.
     */
    static String all() {
        var dump = new StringBuilder();
        var stacks = stacks();
        var entries = new DumpEntries();
        for (var thread : threads(stacks)) {
            dump.append(describe(entries, thread, stacks.get(thread)));
        }
        return dump.append(entries.end()).append(deadlocks()).toString();
    }

    /**
     * Writes the dump that {@link #all()} describes to a stream, thread by thread, while {@code wanted} returns true.
     */
    static void write(PrintStream out, BooleanSupplier wanted) {
        var stacks = stacks();
        var entries = new DumpEntries();
        for (var thread : threads(stacks)) {
            if (!wanted.getAsBoolean()) {
                return;
            }
            out.print(describe(entries, thread, stacks.get(thread)));
        }
        out.print(entries.end());
        out.print(deadlocks());
        out.flush();
    }

    /** Describes the deadlocks. Called last, so that the threads are dumped even if this fails. */
    private static String deadlocks() {
        var text = new StringBuilder();
        try {
            for (var deadlock : Insight.findDeadlocks()) {
                text.append(deadlock).append('\n');
            }
        } catch (Throwable e) { // from a method that a subclass of Thread overrides, or for lack of memory
            text.append("(deadlocks can't be shown: ")
                    .append(e.getClass().getName())
                    .append(")\n");
        }
        return text.toString();
    }

    /** Returns the stacks of all threads, in an identity map, since a thread may override {@code hashCode}. */
    private static IdentityHashMap<Thread, StackTraceElement[]> stacks() {
        try {
            var stacks = new IdentityHashMap<Thread, StackTraceElement[]>();
            Thread.getAllStackTraces().forEach(stacks::put);
            return stacks;
        } catch (Throwable e) {
            return new IdentityHashMap<>(); // the dump then omits threads that this library does not know
        }
    }

    private static List<Thread> threads(IdentityHashMap<Thread, StackTraceElement[]> stacks) {
        var threads = new ArrayList<Thread>();
        threads.add(Thread.currentThread());
        threads.addAll(ThreadingAccess.get().threads());
        threads.addAll(stacks.keySet());
        var seen = Collections.newSetFromMap(new IdentityHashMap<Thread, Boolean>());
        threads.removeIf(thread -> !seen.add(thread));
        return threads;
    }

    /** Returns the text to write: none if the thread is like the last one. */
    private static String describe(DumpEntries entries, Thread thread, StackTraceElement @Nullable [] stack) {
        var dump = new StringBuilder();
        var label = "\"unknown\" (";
        try {
            label = '"' + ThreadingAccess.get().nameOf(thread) + "\" (ident=" + JavaThreads.id(thread);
            appendState(dump, thread);
            appendWait(dump, Blocker.of(thread));
        } catch (Throwable e) { // thrown by a method that a subclass of Thread overrides, or for lack of memory
            dump.append(" (the rest is not available: ")
                    .append(e.getClass().getName())
                    .append(')');
        }
        dump.append(", most recent call first:\n");
        for (var frame : stack == null ? JavaThreads.stackOf(thread) : stack) {
            dump.append("    at ").append(Labels.ofCall(frame)).append('\n');
        }
        var begin = thread == Thread.currentThread() ? "Current thread " : "Thread ";
        return entries.add(begin, label, dump.toString());
    }

    private static void appendState(StringBuilder dump, Thread thread) {
        if (JavaThreads.isVirtual(thread)) {
            dump.append(", virtual");
        } else if (thread.isDaemon()) {
            dump.append(", daemon");
        }
        dump.append(", ").append(thread.getState());
        dump.append(thread.isInterrupted() ? ", interrupted)" : ")");
    }

    private static void appendWait(StringBuilder dump, @Nullable Blocker point) {
        if (point == null) {
            return;
        }
        dump.append(", waits ").append(point.kind().words()).append(' ');
        dump.append(WaitTarget.describe(point.awaited()));
        if (point.kind() == Blocker.Kind.ACQUIRE) {
            dump.append(Labels.heldBy(point.knownHolders()));
        }
    }
}
