package io.github.threading4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Lock;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;

/** Snippets that the compiler must reject, each with the expected error and a similar snippet that must compile. */
class MustNotCompileTest {
    private static final String GIVEN =
            "Lock lock, Condition condition, Event event, Semaphore semaphore, Barrier barrier,"
                    + " NamedThread thread, BlockingQueue<String> queue, Path path,"
                    + " ContextVar<String> variable, Context context, ThreadPool pool,"
                    + " Executor executor, Future<Integer> future, java.util.stream.Stream<String> lines";

    static final String AMBIGUOUS = "ref.ambiguous";
    static final String NO_SUCH_FORM = "cant.apply.symbols";
    static final String UNCAUGHT = "unreported.exception.need.to.catch.or.throw";
    static final String NOT_CAUGHT_HERE = "except.never.thrown.in.try";
    static final String NOT_PUBLIC = "not.def.public.cant.access";
    private static final String WRONG_TYPE = "prob.found.req";

    /** A mistake: the rule it violates, the compiler's error code, wrong code, and similar code that is right. */
    record Mistake(String rule, String error, String wrong, String right) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Mistake mistake(String rule, String error, String wrong, String right) {
        return new Mistake(rule, error, wrong, right);
    }

    /** Mistakes in the body of a method that declares no exception. */
    static Stream<Mistake> inMethods() {
        return Stream.of(valueOrAction(), exceptions(), arguments(), FutureMistakes.all(), options(), whatIsNotPublic())
                .flatMap(Function.identity());
    }

    private static Stream<Mistake> valueOrAction() {
        return Stream.of(
                mistake(
                        "a reference to an overloaded method matches a value and an action",
                        AMBIGUOUS,
                        "lock.with(queue::poll);",
                        "lock.with(() -> queue.poll());"),
                mistake(
                        "variable::get matches a value and an action",
                        AMBIGUOUS,
                        "context.run(variable::get);",
                        "String value = context.run(() -> variable.get());"),
                mistake(
                        "submit(queue::poll) matches a value and an action",
                        AMBIGUOUS,
                        "new io.github.threading4j.futures.ThreadPoolExecutor(1).submit(queue::poll);",
                        "new io.github.threading4j.futures.ThreadPoolExecutor(1).submit(() -> queue.poll());"),
                mistake(
                        "a Runnable is not a Target",
                        NO_SUCH_FORM,
                        "Runnable action = queue::clear; new NamedThread(action);",
                        "Runnable action = queue::clear; new NamedThread(action::run);"),
                mistake("null matches a value and an action", AMBIGUOUS, "lock.with(null);", ""),
                mistake(
                        "an action has no value",
                        WRONG_TYPE,
                        "int value = lock.with(() -> { queue.clear(); });",
                        "int value = lock.with(() -> { queue.clear(); return 1; });"));
    }

    private static Stream<Mistake> exceptions() {
        return Stream.of(
                mistake(
                        "a checked exception of a body must be caught",
                        UNCAUGHT,
                        "lock.with(() -> Files.size(path));",
                        "try { lock.with(() -> Files.size(path)); } catch (IOException e) {}"),
                mistake(
                        "an exception that a body does not throw cannot be caught",
                        NOT_CAUGHT_HERE,
                        "try { lock.with(() -> queue.clear()); } catch (IOException e) {}",
                        "lock.with(() -> queue.clear());"),
                mistake(
                        "a timed acquire throws InterruptedException",
                        UNCAUGHT,
                        "lock.acquire(1.0);",
                        "lock.acquire();"),
                mistake(
                        "a timed tryHold of a condition throws InterruptedException",
                        UNCAUGHT,
                        "condition.tryHold(1.0);",
                        "condition.acquire(); condition.acquire(true); condition.hold(); condition.tryHold();"
                                + " condition.with(() -> queue.clear()); int two = condition.with(() -> 2);"),
                mistake(
                        "hold of an Acquirable throws InterruptedException",
                        UNCAUGHT,
                        "Acquirable any = lock; any.hold();",
                        "lock.hold();"),
                mistake("join throws InterruptedException", UNCAUGHT, "thread.join();", "thread.start();"),
                mistake("await of an event throws InterruptedException", UNCAUGHT, "event.await();", "event.set();"),
                mistake(
                        "await of a barrier throws BrokenBarrierException",
                        UNCAUGHT,
                        "try { barrier.await(); } catch (InterruptedException e) {}",
                        ""),
                mistake("nothing follows throw exit()", "unreachable.stmt", "throw exit(); queue.clear();", "exit();"));
    }

    private static Stream<Mistake> arguments() {
        return Stream.of(
                mistake("blocking and timeout exclude each other", NO_SUCH_FORM, "lock.acquire(false, 1.0);", ""),
                mistake(
                        "acquire has no form for a number of permits",
                        NO_SUCH_FORM,
                        "semaphore.acquire(1);",
                        "semaphore.release(1);"),
                mistake("wait(double) does not exist, unlike await(double)", WRONG_TYPE, "condition.wait(1.0);", ""),
                mistake(
                        "notify(int) does not exist, unlike signal(int)",
                        "cant.apply.symbol",
                        "condition.notify(2);",
                        "condition.signal(2);"),
                mistake(
                        "a Lock has no newCondition()",
                        "cant.resolve.location.args",
                        "lock.newCondition();",
                        "new Condition(lock);"),
                mistake(
                        "a NamedThread is not a Thread",
                        WRONG_TYPE,
                        "Thread java = thread;",
                        "Thread java = thread.toJavaThread();"),
                mistake(
                        "a NamedThread needs a target",
                        "cant.apply.symbol",
                        "new NamedThread();",
                        "new NamedThread(() -> {});"));
    }

    private static Stream<Mistake> options() {
        return Stream.of(
                mistake(
                        "a callback that is not the last option cannot infer the result type",
                        "cant.resolve.location.args",
                        "pool.applyAsync(() -> \"x\", AsyncOptions.defaults().callback(s -> s.trim()).chunksize(1));",
                        "pool.applyAsync(() -> \"x\", AsyncOptions.defaults().chunksize(1).callback(s -> s.trim()));"),
                mistake(
                        "a callback in a variable cannot infer the result type",
                        "cant.resolve.location.args",
                        "var options = AsyncOptions.defaults().callback(s -> s.length());",
                        "var options = AsyncOptions.defaults().callback((String s) -> s.length());"
                                + " AsyncResult<String> result = pool.applyAsync(() -> \"x\", options);"),
                mistake(
                        "a callback must accept the task's result type",
                        "cant.apply.symbols",
                        "AsyncOptions<String> options = AsyncOptions.defaults().callback(s -> s.length());"
                                + " pool.applyAsync(() -> 1, options);",
                        "AsyncOptions<Object> options = AsyncOptions.defaults().callback(s -> s.hashCode());"
                                + " AsyncResult<Integer> result = pool.applyAsync(() -> 1, options);"),
                mistake(
                        "the callback of mapAsync receives a list",
                        "cant.resolve.location.args",
                        "pool.mapAsync(n -> n + 1, java.util.List.of(1), AsyncOptions.defaults()"
                                + ".callback(list -> list.intValue()));",
                        "pool.mapAsync(n -> n + 1, java.util.List.of(1), AsyncOptions.defaults()"
                                + ".errorCallback(e -> e.getMessage()).callback(list -> list.get(0).intValue()));"));
    }

    private static Stream<Mistake> whatIsNotPublic() {
        return Stream.of(
                mistake("Hold has no public constructor", NOT_PUBLIC, "new Hold(lock);", "Hold hold = lock.hold();"),
                mistake("ThreadExit has no public constructor", NOT_PUBLIC, "throw new ThreadExit();", "throw exit();"),
                mistake("Threading has no public constructor", "report.access", "new Threading();", "activeCount();"),
                mistake(
                        "Token has no public constructor",
                        NOT_PUBLIC,
                        "new Token<String>(variable, context, null);",
                        "Token<String> token = variable.set(null);"),
                mistake(
                        "SerializedIterator has no public constructor",
                        NOT_PUBLIC,
                        "new SerializedIterator<>(queue.iterator(), null);",
                        "serializeIterator(queue);"));
    }

    /** Mistakes in the members of a class. */
    static Stream<Mistake> inClasses() {
        return MistakesInClasses.all();
    }

    private static Map<String, List<String>> errorsOfWrong;
    private static Map<String, List<String>> errorsOfRight;

    /** Compiles all mistakes together, since starting the compiler takes longer than compiling them. */
    @BeforeAll
    static void compileAll(@TempDir Path classes) {
        errorsOfWrong = compile(Mistake::wrong, classes);
        errorsOfRight = compile(Mistake::right, classes);
    }

    private static Map<String, List<String>> compile(Function<Mistake, String> code, Path classes) {
        var sources = new ArrayList<JavaFileObject>();
        inMethods().forEach(each -> sources.add(inAMethod(each.rule(), code.apply(each))));
        inClasses().forEach(each -> sources.add(inAClass(each.rule(), code.apply(each))));
        // should-stop.ifError=FLOW: the compiler reports unhandled exceptions even if other code has errors.
        var options = List.of(
                "-classpath", System.getProperty("java.class.path"), "-d", "" + classes, "-XDshould-stop.ifError=FLOW");
        return errors(sources, options);
    }

    @ParameterizedTest
    @MethodSource({"inMethods", "inClasses"})
    void wrongCode_isRejected(Mistake mistake) {
        assertThat(errorsOfWrong.get(mistake.rule())).containsExactly("compiler.err." + mistake.error());
    }

    @ParameterizedTest
    @MethodSource({"inMethods", "inClasses"})
    void rightCode_compiles(Mistake mistake) {
        assertThat(errorsOfRight).doesNotContainKey(mistake.rule());
    }

    @Test
    void internalPackage_usedByAModule_isNotVisible(@TempDir Path classes) {
        var path = placeOf(Lock.class) + File.pathSeparator + placeOf(Logger.class);
        var options = List.of("--module-path", path, "-d", "" + classes);
        var module = source("module", "module-info", "module app { requires io.github.threading4j; }");
        var right = source("right", "app/App", "package app; class App { io.github.threading4j.Lock lock; }");
        assertThat(errors(List.of(module, right), options)).isEmpty();
        var wrong =
                source("wrong", "app/App", "package app; class App { io.github.threading4j.internal.Latch latch; }");
        assertThat(errors(List.of(module, wrong), options))
                .isEqualTo(Map.of("wrong", List.of("compiler.err.package.not.visible")));
    }

    private static JavaFileObject inAMethod(String rule, String statements) {
        return inAClass(rule, "static void body(" + GIVEN + ") { " + statements + " }");
    }

    private static JavaFileObject inAClass(String rule, String members) {
        var name = "Snippet" + Integer.toHexString(rule.hashCode());
        var imports = """
                import static io.github.threading4j.Threading.*;
                import io.github.threading4j.*;
                import io.github.threading4j.contextvars.*;
                import io.github.threading4j.futures.*;
                import io.github.threading4j.pool.*;
                import java.io.IOException;
                import java.nio.file.*;
                import java.util.List;
                import java.util.concurrent.BlockingQueue;
                """;
        return source(rule, name, imports + "class " + name + " { " + members + " }");
    }

    /** Source code with the name that identifies it in the results. */
    private static JavaFileObject source(String called, String path, String text) {
        var uri = URI.create("string:///" + path + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }

            @Override
            public String toString() {
                return called;
            }
        };
    }

    private static String placeOf(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    /** Returns the compiler's error codes by source. */
    private static Map<String, List<String>> errors(List<JavaFileObject> sources, List<String> options) {
        var found = new DiagnosticCollector<JavaFileObject>();
        var all = Stream.concat(Stream.of("-proc:none"), options.stream()).toList();
        ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, found, all, null, sources)
                .call();
        return found.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .collect(Collectors.groupingBy(
                        each -> String.valueOf(each.getSource()),
                        Collectors.mapping(Diagnostic::getCode, Collectors.toList())));
    }
}
