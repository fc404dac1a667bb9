package io.github.threading4j.taskgroups;

import org.jspecify.annotations.Nullable;

/**
 * The body or a task of a group: an entry in the group's list of failures. The entry exists before the member runs, so
 * that recording a failure needs no memory.
 */
abstract class GroupMember {
    /** The exception, or null; written before this member is added to the list. */
    @Nullable Throwable failure;

    /** The member that failed before this one, or null; written before this member is added to the list. */
    @Nullable GroupMember failedBefore;
}
