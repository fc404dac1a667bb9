package io.github.threading4j.testing;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Predicate;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;

/**
 * Makes SLF4J's MDC fail in some threads until this object is closed. These threads cannot enter a context that carries
 * the MDC.
 */
public final class BrokenMdc implements AutoCloseable {
    private final MDCAdapter whole = MDC.getMDCAdapter();

    private BrokenMdc() {}

    /** Makes entering and leaving a context fail with an error, in the threads for which {@code where} is true. */
    public static BrokenMdc entering(Predicate<Thread> where, Error error) {
        return failing("setContextMap", where, error);
    }

    /**
     * Makes copying, entering and leaving a context fail with an error, in the threads for which {@code where} is true.
     */
    public static BrokenMdc copying(Predicate<Thread> where, Error error) {
        return failing("getCopyOfContextMap", where, error);
    }

    private static BrokenMdc failing(String call, Predicate<Thread> where, Error error) {
        var broken = new BrokenMdc();
        replace((MDCAdapter) Proxy.newProxyInstance(
                BrokenMdc.class.getClassLoader(), new Class<?>[] {MDCAdapter.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(call) && where.test(Thread.currentThread())) {
                        throw error;
                    }
                    try {
                        return method.invoke(broken.whole, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
        return broken;
    }

    private static void replace(MDCAdapter adapter) {
        try {
            Field field = MDC.class.getDeclaredField("MDC_ADAPTER");
            field.setAccessible(true);
            field.set(null, adapter);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        replace(whole);
    }
}
