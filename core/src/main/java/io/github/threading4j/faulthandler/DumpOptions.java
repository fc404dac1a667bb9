package io.github.threading4j.faulthandler;

import io.github.threading4j.internal.Checks;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * The immutable options of {@link FaultHandler#dumpTracebackLater(double, DumpOptions)}; each method returns modified
 * options.
 *
 * <pre>{@code
 * FaultHandler.dumpTracebackLater(60, DumpOptions.defaults().repeat().to(System.out));
 * FaultHandler.cancelDumpTracebackLater();
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code repeat}, {@code file} and {@code exit} are methods here.
 *
 * @since 0.1.0
 */
public final class DumpOptions {
    private static final DumpOptions DEFAULTS = new DumpOptions(false, false, null, 10);

    final boolean repeats;
    final boolean exits;
    private final @Nullable PrintStream file;

    /** The maximum time to wait for the end of a dump, in seconds. */
    final double patience;

    private DumpOptions(boolean repeats, boolean exits, @Nullable PrintStream file, double patience) {
        this.repeats = repeats;
        this.exits = exits;
        this.file = file;
        this.patience = patience;
    }

    /**
     * Returns the default options: one dump, to {@link System#err}, after which the program continues.
     *
     * @return the defaults
     */
    public static DumpOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Repeats the dump every time the timeout elapses.
     *
     * @return modified options
     */
    public DumpOptions repeat() {
        return new DumpOptions(true, exits, file, patience);
    }

    /**
     * Ends the program immediately after the first dump, with exit code 1: no {@code finally} block and no shutdown
     * hook runs. The program ends at most 10 seconds after the timeout, even if the stream blocks or there is not
     * enough memory for a dump.
     *
     * @return modified options
     */
    public DumpOptions exit() {
        return new DumpOptions(repeats, true, file, patience);
    }

    /**
     * Writes to the given stream.
     *
     * @param stream the stream to write to
     * @return modified options
     * @throws NullPointerException if {@code stream} is null
     */
    public DumpOptions to(PrintStream stream) {
        return new DumpOptions(repeats, exits, Checks.notNull(stream, "stream"), patience);
    }

    /** Sets the maximum time to wait, for tests. */
    DumpOptions patience(double seconds) {
        return new DumpOptions(repeats, exits, file, seconds);
    }

    /** Returns the given stream, or else the value of System.err at the time of the dump. */
    PrintStream stream() {
        return file == null ? System.err : file;
    }

    @Override
    public String toString() {
        return "DumpOptions[repeat=" + repeats + ", exit=" + exits + ", to=" + (file == null ? "System.err" : file)
                + "]";
    }
}
