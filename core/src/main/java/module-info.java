/**
 * Python's threading on the JVM: the names and semantics of {@code threading} on {@link java.lang.Thread} and
 * {@link java.util.concurrent}.
 *
 * <p>{@link io.github.threading4j} is the place to start. The package tree is Python's module tree; the only run-time
 * dependency is SLF4J.
 */
@org.jspecify.annotations.NullMarked
module io.github.threading4j {
    requires org.slf4j;

    // Annotations for tools; nothing reads them at run time. Not transitive, so that users do not need them to compile.
    requires static org.jspecify;

    // Only for the native id of another thread, which is empty without this module.
    requires static java.management;

    // Only for events in flight recordings.
    requires static jdk.jfr;

    exports io.github.threading4j;
    exports io.github.threading4j.contextvars;
    exports io.github.threading4j.faulthandler;
    exports io.github.threading4j.function;
    exports io.github.threading4j.futures;
    exports io.github.threading4j.insight;
    exports io.github.threading4j.lowlevel;
    exports io.github.threading4j.pool;
    exports io.github.threading4j.queue;
    exports io.github.threading4j.sched;
    exports io.github.threading4j.select;
    exports io.github.threading4j.taskgroups;
}
