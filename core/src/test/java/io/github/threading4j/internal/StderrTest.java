package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StderrTest {
    private static final String AT = "\tat " + StderrTest.class.getName() + ".";

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(captured, true));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    private List<String> lines() {
        return captured.toString().lines().toList();
    }

    /** An exception whose overridable methods all throw. */
    private static final class Unspeakable extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException("no message");
        }

        @Override
        public Throwable getCause() {
            throw new UnsupportedOperationException("no cause");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new UnsupportedOperationException("no stack");
        }
    }

    @Test
    void print_exception_showsHeadlineAndStackTrace() {
        Stderr.print("headline", new IOException("message", new IllegalStateException("cause")));
        assertThat(lines()).startsWith("headline", "java.io.IOException: message");
        assertThat(lines()).anyMatch(line -> line.startsWith(AT));
        assertThat(lines()).contains("Caused by: java.lang.IllegalStateException: cause");
    }

    @Test
    void print_getMessageThrows_showsClassStackAndCauses() {
        var failing = new IllegalStateException(new IOException("cause")) {
            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("no message");
            }
        };
        Stderr.print("headline", failing);
        assertThat(lines())
                .startsWith(
                        "headline",
                        failing.getClass().getName()
                                + " (whose toString failed with java.lang.UnsupportedOperationException)");
        assertThat(lines().get(2)).startsWith(AT);
        assertThat(lines()).contains("Caused by: java.io.IOException: cause");
    }

    @Test
    void print_allMethodsThrow_showsTheClass() {
        Stderr.print("headline", new Unspeakable());
        assertThat(lines()).hasSize(2).first().isEqualTo("headline");
        assertThat(lines().get(1)).startsWith(Unspeakable.class.getName() + " (");
    }

    @Test
    void print_cyclicCauses_terminates() {
        var circle = new IllegalStateException("circle") {
            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("no message");
            }

            @Override
            public synchronized Throwable getCause() {
                return this;
            }
        };
        Stderr.print("headline", circle);
        assertThat(lines()).filteredOn(line -> line.startsWith("Caused by: ")).hasSizeBetween(1, 20);
    }

    @Test
    void print_streamFailsForLongText_printsInPieces() {
        System.setErr(new PrintStream(captured, true) {
            @Override
            public void print(String text) {
                if (text.contains(AT)) {
                    throw new OutOfMemoryError("for a text so long");
                }
                super.print(text);
            }
        });
        Stderr.print("headline", new IOException("message"));
        assertThat(lines().get(0)).isEqualTo("headline");
        assertThat(lines().get(1)).isEqualTo("java.io.IOException");
        assertThat(lines().get(2)).startsWith(StderrTest.class.getName() + ".");
    }

    @Test
    void print_streamThrows_returns() {
        var pieces = new ArrayList<Object>();
        System.setErr(new PrintStream(captured, true) {
            @Override
            public void print(String text) {
                throw new IllegalStateException("closed");
            }

            @Override
            public void println(Object piece) {
                pieces.add(piece);
                throw new IllegalStateException("closed");
            }
        });
        Stderr.print("headline", new IOException("message"));
        assertThat(pieces).hasSizeGreaterThan(2).startsWith("headline", "java.io.IOException");
    }
}
