package io.github.threading4j.contextvars;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;

/**
 * A replacement of SLF4J's MDC, in effect until it is closed. Its methods can be made to fail before or after they take
 * effect.
 */
final class FailingMdc implements AutoCloseable {
    private final MDCAdapter original = MDC.getMDCAdapter();
    private String failing = "";
    private boolean afterwards;
    private RuntimeException failure = new IllegalStateException("not set");

    FailingMdc() {
        set((MDCAdapter) Proxy.newProxyInstance(
                FailingMdc.class.getClassLoader(), new Class<?>[] {MDCAdapter.class}, (proxy, method, args) -> {
                    var fails = method.getName().equals(failing);
                    if (fails && !afterwards) {
                        throw failure;
                    }
                    try {
                        var result = method.invoke(original, args);
                        if (fails) {
                            failing = ""; // fails only once, so that the library can undo this call
                            throw failure;
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** Makes a method fail from now on, before it takes effect. */
    void failBefore(String method, RuntimeException with) {
        failing = method;
        failure = with;
        afterwards = false;
    }

    /** Makes the next call of a method fail after it has taken effect. */
    void failOnceAfter(String method, RuntimeException with) {
        failing = method;
        failure = with;
        afterwards = true;
    }

    void work() {
        failing = "";
    }

    @Override
    public void close() {
        set(original);
    }

    /** Sets SLF4J's adapter, by reflection, because SLF4J sets it only once and offers no public method. */
    private static void set(MDCAdapter adapter) {
        try {
            var place = MDC.class.getDeclaredField("MDC_ADAPTER");
            place.setAccessible(true);
            place.set(null, adapter);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("SLF4J's MDC has changed", e);
        }
    }
}
