package io.github.threading4j.taskgroups;

import io.github.threading4j.internal.Exceptions;
import io.github.threading4j.internal.ThreadingAccess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The exceptions of a group's members. */
final class GroupFailures {
    private GroupFailures() {}

    /**
     * Returns the exceptions of members, each exception once: a member that waits for the result of another one fails
     * with the exception of the other one.
     */
    static List<Throwable> distinct(Collection<GroupMember> members) {
        List<Throwable> distinct = new ArrayList<>();
        for (var member : members) {
            var failure = member.failure;
            if (failure != null && !contains(distinct, failure)) {
                distinct.add(failure);
            }
        }
        return distinct;
    }

    /** Returns whether exceptions contain an exception, or the exception that a future has wrapped in it. */
    private static boolean contains(List<Throwable> exceptions, Throwable wanted) {
        var wrapped = Exceptions.isOfFuture(wanted) ? wanted.getCause() : null;
        for (var exception : exceptions) { // compared by identity: an exception may override equals
            if (exception == wanted || exception == wrapped) {
                return true;
            }
        }
        return false;
    }

    /** Adds exceptions to another one as suppressed; reports them if it does not keep suppressed exceptions. */
    static Throwable suppressed(Throwable thrown, List<Throwable> others) {
        for (var other : others) {
            if (other != thrown) {
                var before = thrown.getSuppressed().length;
                thrown.addSuppressed(other);
                if (thrown.getSuppressed().length == before) {
                    ThreadingAccess.get().report(other);
                }
            }
        }
        return thrown;
    }
}
