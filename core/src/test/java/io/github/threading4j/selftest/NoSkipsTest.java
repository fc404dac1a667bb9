package io.github.threading4j.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.Needs;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Tests of {@link io.github.threading4j.testing.NoSkips} and {@link io.github.threading4j.testing.Needs}. The build
 * does not run the nested sample classes.
 */
class NoSkipsTest {
    private static final List<String> RAN = new ArrayList<>();

    static class DisabledTest {
        @Test
        @Disabled("for no reason")
        void isDisabled() {}
    }

    @Disabled("all of it")
    static class DisabledClass {
        @Test
        void isDisabled() {}
    }

    static class Aborts {
        @Test
        void aborts() {
            abort("gives up");
        }
    }

    static class AbortsOneInvocation {
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void aborts(int number) {
            if (number == 2) {
                abort("gives up");
            }
        }
    }

    static class AbortsBeforeEach {
        @BeforeEach
        void before() {
            abort("gives up");
        }

        @Test
        void test() {}
    }

    static class AbortsBeforeAll {
        @BeforeAll
        static void before() {
            abort("gives up");
        }

        @Test
        void test() {}
    }

    static class NeedsThings {
        @Test
        @Tag(Needs.VIRTUAL_THREADS)
        void needsVirtualThreads() {
            RAN.add("with");
        }

        @Test
        @Tag(Needs.NO_VIRTUAL_THREADS)
        void needsNone() {
            RAN.add("without");
        }

        @Test
        @Tag(Needs.VIRTUAL_THREADS)
        @Tag(Needs.NO_VIRTUAL_THREADS)
        void needsTheImpossible() {
            RAN.add("both");
        }

        @EachThreadKind
        void ofEachKind(ThreadKind kind) {
            RAN.add(kind.name());
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                DisabledTest.class,
                DisabledClass.class,
                Aborts.class,
                AbortsOneInvocation.class,
                AbortsBeforeEach.class,
                AbortsBeforeAll.class
            })
    void test_skipped_failsTheRun(Class<?> guinea) {
        assertThatThrownBy(() -> run(guinea))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("skipped tests (expected none):\n")
                .hasMessageContaining(guinea.getSimpleName());
    }

    @Test
    void test_needIsNotMet_isExcluded() {
        RAN.clear();
        assertThatCode(() -> run(NeedsThings.class)).doesNotThrowAnyException();
        assertThat(RAN)
                .containsExactlyInAnyOrderElementsOf(
                        JavaThreads.supportsVirtual()
                                ? List.of("with", "PLATFORM", "VIRTUAL")
                                : List.of("without", "PLATFORM"));
    }

    private static void run(Class<?> guinea) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(guinea))
                .build();
        LauncherFactory.create().execute(request);
    }
}
