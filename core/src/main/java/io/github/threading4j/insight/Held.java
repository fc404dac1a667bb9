package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.RecordedHold;
import io.github.threading4j.internal.ThreadingAccess;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A description of a lock or a permit that a thread held at the time of the search.
 *
 * @param what the lock or the semaphore, as text
 * @param heldFor for how long the thread had held it; null if that was not recorded
 * @param acquiredAt the stack trace of the thread when it began to acquire the lock, innermost call first; empty if it
 *     was not recorded. {@link RecordOptions#sites(int)} enables this.
 * @since 0.1.0
 */
public record Held(String what, @Nullable Duration heldFor, List<StackTraceElement> acquiredAt) {
    /**
     * Creates a record.
     *
     * @param what the lock or the semaphore, as text
     * @param heldFor for how long the thread had held it, or null
     * @param acquiredAt the stack trace of the acquisition, or an empty list
     * @throws IllegalArgumentException if {@code heldFor} is negative
     * @throws NullPointerException if {@code what}, {@code acquiredAt} or an element of it is null
     */
    public Held {
        Checks.notNull(what, "what");
        if (heldFor != null && heldFor.isNegative()) {
            throw new IllegalArgumentException("heldFor is negative: " + heldFor + " (expected zero or more)");
        }
        acquiredAt = List.copyOf(Checks.notNull(acquiredAt, "acquiredAt"));
    }

    static Held of(RecordedHold held) {
        var what = ThreadingAccess.get().describe(held.held().awaited());
        var isTimed = !held.site().isEmpty();
        return new Held(what, isTimed ? Duration.ofNanos(Math.max(0, held.nanos())) : null, held.site());
    }

    /** Returns the text, followed by the time and the call that acquired the lock if they were recorded. */
    @Override
    public String toString() {
        var text = new StringBuilder(what);
        if (heldFor != null) {
            text.append(", for ").append(heldFor.toMillis() / 1e3).append(" s");
        }
        if (!acquiredAt.isEmpty()) {
            text.append(", acquired at ")
                    .append(Labels.ofCall(ProgramCalls.of(acquiredAt).get(0)));
        }
        return text.toString();
    }
}
