package io.github.threading4j.insight;

import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Labels;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a snapshot as JSON. The fields are described in {@code docs/insight.md}. */
final class SnapshotJson {
    /** Increased only if a field is removed or changes its meaning. */
    private static final int VERSION = 1;

    private final JsonWriter out;

    SnapshotJson(JsonWriter out) {
        this.out = out;
    }

    void write(Snapshot snapshot) throws IOException {
        out.begin('{').field("threading4jDump", VERSION).field("time", snapshot.time());
        out.field("pid", ProcessHandle.current().pid());
        out.field("runtime", System.getProperty("java.vm.name") + " " + Runtime.version());
        out.name("seen").begin('{').field("threads", snapshot.threadCount());
        out.field("listed", snapshot.threads().size()).end('}');
        out.name("threads").begin('[');
        for (var thread : snapshot.threads()) {
            write(thread);
        }
        out.end(']').name("unlisted").begin('[');
        for (var unlisted : snapshot.unlisted()) {
            out.begin('{').field("threads", unlisted.count()).name("waitsFor");
            write(unlisted.waitsFor());
            out.end('}');
        }
        out.end(']').name("deadlocks").begin('[');
        for (var deadlock : snapshot.deadlocks()) {
            write(deadlock);
        }
        out.end(']').name("findings").begin('[');
        for (var finding : snapshot.findings()) {
            write(finding);
        }
        out.end(']').end('}');
    }

    private void write(ThreadSnapshot thread) throws IOException {
        out.begin('{').field("id", thread.id()).field("name", thread.name());
        out.field("kind", thread.virtual() ? "virtual" : "platform").field("daemon", thread.daemon());
        out.field("state", thread.state());
        if (thread.waitsFor() != null) {
            out.name("waitsFor");
            write(thread.waitsFor());
        }
        if (!thread.holds().isEmpty()) {
            out.name("holds").begin('[');
            for (var held : thread.holds()) {
                write(held);
            }
            out.end(']');
        }
        writeStack("stack", thread.stack());
        out.end('}');
    }

    private void write(WaitSnapshot wait) throws IOException {
        out.begin('{').field("kind", wait.kind()).field("words", wait.words());
        out.field("what", wait.what()).field("type", wait.type()).field("name", wait.name());
        out.field("object", wait.object()).field("holder", wait.holder());
        if (!wait.enders().isEmpty()) {
            out.name("enders").begin('[');
            for (var id : wait.enders()) {
                out.literal(id);
            }
            out.end(']');
        }
        var atLeast = wait.atLeast();
        out.field("atLeastMillis", atLeast == null ? null : atLeast.toMillis()).end('}');
    }

    private void write(Held held) throws IOException {
        var time = held.heldFor();
        out.begin('{').field("what", held.what()).field("heldMillis", time == null ? null : time.toMillis());
        writeStack("acquiredAt", held.acquiredAt());
        out.end('}');
    }

    private void writeStack(String name, List<StackTraceElement> stack) throws IOException {
        if (stack.isEmpty()) {
            return;
        }
        out.name(name).begin('[');
        for (var call : stack) {
            out.text(Labels.ofCall(call));
        }
        out.end(']');
    }

    private void write(Deadlock deadlock) throws IOException {
        out.begin('{').field("kind", deadlock.kind()).field("certainty", deadlock.certainty());
        out.name("threads").begin('[');
        for (var waiter : deadlock.waiters()) {
            out.literal(JavaThreads.id(waiter.thread()));
        }
        out.end(']').field("behind", deadlock.behind()).field("text", deadlock).end('}');
    }

    private void write(Finding finding) throws IOException {
        out.begin('{').field("kind", kind(finding)).field("thread", thread(finding));
        out.field("text", finding).end('}');
    }

    private static String kind(Finding finding) {
        if (finding instanceof LockOrderInversion) {
            return "LOCK_ORDER";
        }
        return finding instanceof LongWait ? "LONG_WAIT" : "HELD_AT_END";
    }

    private static @Nullable Long thread(Finding finding) {
        if (finding instanceof LongWait wait) {
            return JavaThreads.id(wait.waiter().thread());
        }
        return finding instanceof HeldAtEnd held ? JavaThreads.id(held.thread()) : null;
    }
}
