package io.github.threading4j.badinput;

import static java.util.stream.Collectors.joining;

import io.github.threading4j.architecture.PublicApi;
import io.github.threading4j.testing.Uncaught;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls all methods and constructors of a type, with one bad argument in each call. */
final class Walk implements AutoCloseable {
    private static final Value NULL = new Value("null", scene -> null);

    private final Table table;
    private final Trial trial;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Outcome> known = new HashMap<>();
    private int calls;

    Walk(Table table, Uncaught uncaught) {
        this(table, uncaught, Caller.LIMIT_MILLIS);
    }

    /** Creates a walk with a given time limit for each call. */
    Walk(Table table, Uncaught uncaught, long limitMillis) {
        this.table = table;
        this.trial = new Trial(uncaught, limitMillis);
    }

    List<String> problems() {
        return problems;
    }

    int calls() {
        return calls;
    }

    void walk(Class<?> type) {
        walk(type, executable -> true);
    }

    void walk(Class<?> type, Predicate<Executable> chosen) {
        for (var executable : PublicApi.executables(type)) {
            if (executable.getParameterCount() > 0 && chosen.test(executable)) {
                executable.setAccessible(true);
                walk(type, executable);
            }
        }
    }

    private void walk(Class<?> type, Executable executable) {
        var states = states(type, executable);
        if (states.isEmpty() && !isForUsersToImplement(type)) {
            problems.add("no object to call it on: " + executable + " (expected a state of " + type + " in States)");
            return;
        }
        for (int i = 0; i < executable.getParameterCount(); i++) {
            if (values(executable, i).isEmpty()) {
                problems.add("no values for this type of parameter: " + where(type, executable, i)
                        + " (expected values in Kinds)");
                return;
            }
        }
        for (var state : states) {
            for (int i = 0; i < executable.getParameterCount(); i++) {
                for (var value : badValues(executable, i)) {
                    check(new Attempt(type, executable, state, i, value));
                }
            }
        }
    }

    private static List<States.State> states(Class<?> type, Executable executable) {
        return executable instanceof Constructor<?> || Modifier.isStatic(executable.getModifiers())
                ? List.of(new States.State(type, "", scene -> null))
                : States.of(type);
    }

    private static boolean isForUsersToImplement(Class<?> type) {
        return type.isInterface();
    }

    /** Returns the values for a parameter, the good one first. */
    private static List<Value> values(Executable executable, int index) {
        var type = executable.getParameterTypes()[index];
        return executable.getGenericParameterTypes()[index] instanceof TypeVariable<?>
                ? List.of(Value.of("good", 1))
                : Kinds.of(type);
    }

    private static List<Value> badValues(Executable executable, int index) {
        var ofKind = values(executable, index).stream().skip(1);
        return executable.getParameterTypes()[index].isPrimitive()
                ? executable.getParameterTypes()[index] == boolean.class ? List.of() : ofKind.toList()
                : Stream.concat(Stream.of(NULL), ofKind).toList();
    }

    /**
     * Returns the name of a parameter in the table: {@code Type.method(Kind name)}, with a {@code ?} where null is
     * allowed.
     */
    static String where(Class<?> type, Executable executable, int index) {
        Parameter parameter = executable.getParameters()[index];
        var nullable = executable.getAnnotatedParameterTypes()[index].isAnnotationPresent(Nullable.class);
        var kind = executable.getGenericParameterTypes()[index] instanceof TypeVariable<?>
                ? "T?"
                : parameter.getType().getSimpleName() + (nullable ? "?" : "");
        return type.getSimpleName() + "."
                + (executable instanceof Method method ? method.getName() : "new") + "(" + kind + " "
                + parameter.getName() + ")";
    }

    private void check(Attempt attempt) {
        var where = where(attempt.type(), attempt.executable(), attempt.spoiled());
        var state = attempt.state().name();
        var stateSuffix = state.isEmpty() ? "" : " when " + state;
        var expected = table.expected(where, state, attempt.value().label());
        if (expected.equals("skip")) {
            return;
        }
        calls++;
        var problem = problem(attempt, expected, Caller.Patience.SOME);
        if (problem != null && !expected.equals("refused")) {
            problem = problem(attempt, expected, Caller.Patience.MUCH);
        }
        if (problem != null) {
            problems.add(
                    where + stateSuffix + " = " + attempt.value() + ": " + problem + " (expected " + expected + ")");
        }
    }

    private @Nullable String problem(Attempt attempt, String expected, Caller.Patience patience) {
        return expected.startsWith("as ")
                ? trial.meansTheSame(attempt, good(attempt, expected.substring("as ".length()), patience))
                : trial.problem(attempt, expected, () -> good(attempt, "good", patience));
    }

    /** Returns the outcome of the same call with a value that is known to be good. */
    private Outcome good(Attempt attempt, String label, Caller.Patience patience) {
        var values = values(attempt.executable(), attempt.spoiled());
        var value = values.stream()
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElse(values.get(0));
        var like = new Attempt(attempt.type(), attempt.executable(), attempt.state(), attempt.spoiled(), value);
        var key =
                attempt.executable() + " " + attempt.state() + " " + attempt.spoiled() + " " + value.label() + patience;
        var found = known.get(key);
        if (found == null) {
            found = trial.goodOutcome(like, patience);
            known.put(key, found);
        }
        return found;
    }

    @Override
    public void close() {
        trial.close();
    }

    /** A call to make. */
    record Attempt(Class<?> type, Executable executable, States.State state, int spoiled, Value value) {
        /** Creates the arguments, one of which is bad. */
        @Nullable Object[] arguments(Scene scene) throws Exception {
            var arguments = new Object[executable.getParameterCount()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = (i == spoiled && !isFirst()
                                ? value
                                : Goods.of(
                                        where(type, executable, i),
                                        values(executable, i).get(0)))
                        .maker()
                        .make(scene);
            }
            return arguments;
        }

        private boolean isFirst() {
            return values(executable, spoiled).get(0) == value;
        }

        @Override
        public String toString() {
            return Stream.of(executable.getParameters()).map(Parameter::getName).collect(joining(", "));
        }
    }
}
