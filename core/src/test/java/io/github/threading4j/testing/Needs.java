package io.github.threading4j.testing;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Tags of tests that need something that some machines or JDKs do not have, such as {@code @Tag(Needs.LINUX)}. If a
 * need of a test is not met, the test is excluded rather than skipped, since {@link NoSkips} fails a run with skipped
 * tests.
 */
public final class Needs implements PostDiscoveryFilter {
    public static final String VIRTUAL_THREADS = "needs-virtual-threads";
    /** A JDK without virtual threads. */
    public static final String NO_VIRTUAL_THREADS = "needs-no-virtual-threads";

    public static final String LINUX = "needs-linux";
    /** A shell and signals. */
    public static final String POSIX = "needs-posix";

    public static final String TWO_PROCESSORS = "needs-two-processors";
    /** A Python that {@link Python} finds. */
    public static final String PYTHON = "needs-python";

    private static final Map<String, BooleanSupplier> HAS = Map.of(
            VIRTUAL_THREADS,
            Needs::hasVirtualThreads,
            NO_VIRTUAL_THREADS,
            () -> !hasVirtualThreads(),
            LINUX,
            () -> System.getProperty("os.name").equals("Linux"),
            POSIX,
            () -> !System.getProperty("os.name").startsWith("Windows"),
            TWO_PROCESSORS,
            () -> Runtime.getRuntime().availableProcessors() > 1,
            PYTHON,
            Python::isHere);

    static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }

    @Override
    public FilterResult apply(TestDescriptor test) {
        for (TestTag tag : test.getTags()) {
            var has = HAS.get(tag.getName());
            if (has != null && !has.getAsBoolean()) {
                return FilterResult.excluded(tag.getName());
            }
        }
        return FilterResult.included("all needs are met");
    }
}
