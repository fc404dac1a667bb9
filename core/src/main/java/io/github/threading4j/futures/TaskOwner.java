package io.github.threading4j.futures;

/** The executor of a task, as its future knows it: to be compared, and to be named in reports. */
interface TaskOwner {
    /** What reports call it: not by its {@code toString}, which may ask a service what it is. */
    String name();
}
