package io.github.threading4j.badinput;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates objects that implement a given interface with methods that throw. */
final class Thrown {
    private static final class SomeChecked extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class SomeUnchecked extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class SomeError extends Error {
        private static final long serialVersionUID = 1L;
    }

    private Thrown() {}

    /** Returns objects whose methods throw, one for each kind of throwable that the interface permits. */
    static Stream<Value> values(Class<?> type) {
        var all = Stream.of(
                throwing("throws-unchecked", type, SomeUnchecked::new), throwing("throws-Error", type, SomeError::new));
        return declaresChecked(type)
                ? Stream.concat(all, Stream.of(throwing("throws-checked", type, SomeChecked::new)))
                : all;
    }

    /** Returns an object whose methods return null. */
    static Value givingNull(Class<?> type) {
        return Value.of("gives-null", () -> proxy(type, (self, method, arguments) -> null));
    }

    private static Value throwing(String label, Class<?> type, Supplier<Throwable> throwable) {
        return new Value(label, scene -> {
            var thrown = throwable.get();
            scene.thrown = thrown;
            return proxy(type, (self, method, arguments) -> {
                throw thrown;
            });
        });
    }

    private static boolean declaresChecked(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .flatMap(method -> Stream.of(method.getExceptionTypes()))
                .anyMatch(declared -> List.of(Exception.class, Throwable.class).contains(declared));
    }

    private static Object proxy(Class<?> type, InvocationHandler abstractMethods) {
        return Proxy.newProxyInstance(
                Thrown.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getDeclaringClass() == Object.class
                        ? ofObject(self, method, arguments)
                        : method.isDefault()
                                ? InvocationHandler.invokeDefault(self, method, arguments)
                                : abstractMethods.invoke(self, method, arguments));
    }

    private static Object ofObject(Object self, Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "a bad " + self.getClass().getInterfaces()[0].getSimpleName();
        };
    }

    /** Throws any exception, checked or unchecked. */
    @SuppressWarnings("unchecked") // the cast is erased
    static <X extends Throwable> X asIs(Throwable e) throws X {
        throw (X) e;
    }
}
