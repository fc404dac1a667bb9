package io.github.threading4j.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaMethodReference;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds each place in which the library calls code that may belong to somebody else: a method of a type that users
 * implement or override. What such a method does is theirs: it may throw anything, block for ever, or call back.
 */
final class ForeignCalls {
    /** Any method of these types; the names are those of the types that the calls are written with. */
    private static final Pattern TYPES = Pattern.compile(String.join(
            "|",
            "io\\.github\\.threading4j\\.function\\..*",
            "io\\.github\\.threading4j\\.ExceptHook",
            "io\\.github\\.threading4j\\.queue\\.QueueStore",
            "java\\.util\\.function\\..*",
            "java\\.lang\\.(Runnable|AutoCloseable|Thread\\$UncaughtExceptionHandler)",
            "java\\.util\\.(Comparator|Spliterator)",
            "java\\.util\\.concurrent\\.(Callable|Executor|ExecutorService|Future|CompletionStage|ThreadFactory)",
            "java\\.util\\.concurrent\\.(BlockingQueue|BlockingDeque|locks\\.Lock|locks\\.Condition)",
            "java\\.io\\.PrintStream",
            "org\\.slf4j\\.(Logger|LoggerFactory|MDC)"));

    /** These methods alone, by the type that the call is written with. */
    private static final Set<String> METHODS = Set.of(
            "java.lang.Object.toString",
            "java.lang.Object.equals",
            "java.lang.Object.hashCode",
            "java.lang.String.valueOf(java.lang.Object)",
            "java.lang.StringBuilder.append(java.lang.Object)",
            "java.util.Objects.equals",
            "java.util.Objects.hash",
            "java.util.Objects.toString",
            "java.lang.Comparable.compareTo",
            "java.lang.Iterable.iterator",
            "java.lang.Iterable.forEach",
            "java.util.Collection.iterator",
            "java.util.Collection.toArray",
            "java.util.Collection.stream",
            "java.util.stream.Stream.iterator",
            "java.util.stream.Stream.close",
            "java.lang.Throwable.toString",
            "java.lang.Throwable.getMessage",
            "java.lang.Throwable.getCause",
            "java.lang.Throwable.getStackTrace",
            "java.lang.Throwable.printStackTrace",
            "java.lang.Thread.getState",
            "java.lang.Thread.getStackTrace",
            "java.lang.Thread.getUncaughtExceptionHandler",
            "io.github.threading4j.NamedThread.run",
            "io.github.threading4j.NamedThread.start",
            "io.github.threading4j.NamedThread.join",
            "io.github.threading4j.ThreadLifecycle.run");

    private ForeignCalls() {}

    /** Each place and what it calls, such as {@code Condition.ask calls ThrowingBooleanSupplier.getAsBoolean}. */
    static SortedSet<String> of(JavaClasses classes) {
        var calls = new TreeSet<String>();
        for (JavaClass type : classes) {
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                if (unit.getName().equals("$deserializeLambda$")) {
                    continue; // the compiler's
                }
                targets(unit)
                        .filter(target -> isForeign(unit, target))
                        .forEach(target -> calls.add(shortName(type) + "." + unit.getName() + " calls "
                                + shortName(target.getOwner()) + "." + target.getName()));
            }
        }
        return calls;
    }

    private static Stream<CodeUnitAccessTarget> targets(JavaCodeUnit unit) {
        return Stream.concat(
                unit.getMethodCallsFromSelf().stream().map(JavaMethodCall::getTarget),
                unit.getMethodReferencesFromSelf().stream().map(JavaMethodReference::getTarget));
    }

    private static boolean isForeign(JavaCodeUnit unit, CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        String method = owner + "." + target.getName();
        if (owner.equals("java.util.Iterator")) {
            return !iteratesOverItsOwn(unit);
        }
        return TYPES.matcher(owner).matches() && !isStatic(target)
                || METHODS.contains(method)
                || METHODS.contains(method + "(" + parameters(target) + ")");
    }

    /** Whether it asks a list, a set or the like for the iterator, as a loop over something of the library's does. */
    private static boolean iteratesOverItsOwn(JavaCodeUnit unit) {
        return unit.getMethodCallsFromSelf().stream()
                .filter(call -> call.getName().equals("iterator"))
                .map(call -> call.getTargetOwner().getName())
                .anyMatch(owner -> !owner.equals("java.lang.Iterable") && !owner.equals("java.util.Collection"));
    }

    /** Interfaces have static methods too, such as {@code Comparator.comparing}; they are the JDK's. */
    private static boolean isStatic(CodeUnitAccessTarget target) {
        return target.getOwner().getName().startsWith("java.util.")
                && List.of("comparing", "comparingLong", "thenComparingLong", "thenComparingInt", "identity", "not")
                        .contains(target.getName());
    }

    private static String parameters(CodeUnitAccessTarget target) {
        return String.join(
                ",",
                target.getRawParameterTypes().stream().map(JavaClass::getName).toList());
    }

    private static String shortName(JavaClass type) {
        return type.getName().replaceFirst("^io\\.github\\.threading4j\\.", "").replaceFirst("^(java|org)\\..*\\.", "");
    }
}
