package io.github.threading4j.internal;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * The last resort for reports: prints to standard error, whatever else fails.
 *
 * <p>An exception is user code: its {@code getMessage}, {@code toString}, {@code getCause} and {@code getStackTrace}
 * may throw. If one of them does, everything else is still printed.
 */
public final class Stderr {
    /** The maximum number of exceptions printed from a chain of causes, since a chain may be cyclic. */
    private static final int CAUSES = 10;

    private Stderr() {}

    /**
     * Prints a headline and an exception with its stack, in one piece if there is enough memory. Always returns
     * normally.
     *
     * @param headline a description of the exception
     * @param exception the exception; null if the headline is sufficient
     */
    public static void print(String headline, @Nullable Throwable exception) {
        if (exception == null) {
            printPiece(System.err, headline);
            return;
        }
        try {
            System.err.print(text(headline, exception));
        } catch (Throwable e) { // most likely, there is not enough memory for a long text
            printPieces(System.err, headline, exception);
        }
    }

    private static String text(String headline, Throwable exception) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        out.println(headline);
        var complete = text.getBuffer().length();
        try {
            exception.printStackTrace(out);
        } catch (Throwable e) {
            text.getBuffer().setLength(complete);
            describe(exception, out);
        }
        return text.toString();
    }

    private static void describe(Throwable exception, PrintWriter out) {
        Throwable next = exception;
        for (int i = 0; next != null && i < CAUSES; i++) {
            out.println((i == 0 ? "" : "Caused by: ") + Labels.describe(next));
            for (var call : stackOf(next)) {
                out.println("\tat " + call);
            }
            next = causeOf(next);
        }
    }

    private static StackTraceElement[] stackOf(Throwable exception) {
        try {
            return exception.getStackTrace();
        } catch (Throwable e) {
            return new StackTraceElement[0];
        }
    }

    private static @Nullable Throwable causeOf(Throwable exception) {
        try {
            return exception.getCause();
        } catch (Throwable e) {
            return null;
        }
    }

    /** Prints each piece separately, which needs almost no memory. */
    private static void printPieces(PrintStream err, String headline, Throwable exception) {
        printPiece(err, headline);
        printPiece(err, exception.getClass().getName());
        for (var call : stackOf(exception)) {
            printPiece(err, call);
        }
    }

    private static void printPiece(PrintStream err, Object piece) {
        try {
            err.println(piece);
        } catch (Throwable e) {
            // Nothing more can be printed.
        }
    }
}
