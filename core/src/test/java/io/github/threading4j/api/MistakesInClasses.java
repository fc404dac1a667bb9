package io.github.threading4j.api;

import static io.github.threading4j.api.MustNotCompileTest.NOT_PUBLIC;
import static io.github.threading4j.api.MustNotCompileTest.mistake;

import io.github.threading4j.api.MustNotCompileTest.Mistake;
import java.util.stream.Stream;

/** Nested classes that the compiler must reject: subclasses of final types, and overrides of final methods. */
final class MistakesInClasses {
    private static final String FINAL_CLASS = "cant.inherit.from.final";
    private static final String FINAL_METHOD = "override.meth";

    private MistakesInClasses() {}

    static Stream<Mistake> all() {
        return Stream.concat(inSubclasses(), inSubclassesOfThreads());
    }

    private static Stream<Mistake> inSubclasses() {
        return Stream.of(
                mistake("Lock is final", FINAL_CLASS, "static class Mine extends Lock {}", ""),
                mistake("RLock is final", FINAL_CLASS, "static class Mine extends RLock {}", ""),
                mistake("Condition is final", FINAL_CLASS, "static class Mine extends Condition {}", ""),
                mistake("Event is final", FINAL_CLASS, "static class Mine extends Event {}", ""),
                mistake(
                        "ContextVar is final",
                        FINAL_CLASS,
                        "static class Mine extends ContextVar<String> { Mine() { super(null); } }",
                        ""),
                mistake("Local is final", FINAL_CLASS, "static class Mine extends Local<String> {}", ""),
                mistake(
                        "Semaphore is sealed",
                        "cant.inherit.from.sealed",
                        "static final class Mine extends Semaphore {}",
                        ""),
                mistake(
                        "ThreadLifecycle is not public",
                        NOT_PUBLIC,
                        "static class Mine extends io.github.threading4j.ThreadLifecycle {}",
                        ""));
    }

    private static Stream<Mistake> inSubclassesOfThreads() {
        return Stream.of(
                mistake(
                        "join() is final, unlike join(Duration)",
                        FINAL_METHOD,
                        "static class Mine extends NamedThread { public void join() {} }",
                        "static class Mine extends NamedThread {"
                                + " public boolean join(java.time.Duration timeout) { return true; } }"),
                mistake(
                        "join(double) is final",
                        FINAL_METHOD,
                        "static class Mine extends NamedThread {"
                                + " public boolean join(double seconds) { return true; } }",
                        "static class Mine extends NamedThread { public void start() {} public void run() {} }"),
                mistake(
                        "an override of join(Duration) must return a boolean",
                        "override.incompatible.ret",
                        "static class Mine extends NamedThread {"
                                + " public int join(java.time.Duration timeout) { return 42; } }",
                        ""),
                mistake(
                        "the getters of Timer are final",
                        FINAL_METHOD,
                        "static class Mine extends Timer { Mine() { super(1, () -> {}); }"
                                + " public Event getFinished() { return null; } }",
                        "static class Mine extends Timer { Mine() { super(1, () -> {}); } public void run() {} }"),
                mistake(
                        "getName is final",
                        FINAL_METHOD,
                        "static class Mine extends NamedThread { public String getName() { return null; } }",
                        ""));
    }
}
