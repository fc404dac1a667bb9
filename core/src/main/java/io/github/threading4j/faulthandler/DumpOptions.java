package io.github.threading4j.faulthandler;

import io.github.threading4j.internal.Checks;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FaultHandler#dumpTracebackLater(double, DumpOptions)} does when time is up; each method returns changed
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

    /** The maximum time in seconds that the end of a dump is waited for. */
    final double patience;

    private DumpOptions(boolean repeats, boolean exits, @Nullable PrintStream file, double patience) {
        this.repeats = repeats;
        this.exits = exits;
        this.file = file;
        this.patience = patience;
    }

    /**
     * Once, to {@link System#err}, and the program goes on.
     *
     * @return the defaults
     */
    public static DumpOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Again and again, each time after the timeout.
     *
     * @return changed options
     */
    public DumpOptions repeat() {
        return new DumpOptions(true, exits, file, patience);
    }

    /**
     * Ends the program after the first dump, with exit code 1 and at once: no {@code finally} block and no shutdown
     * hook runs. It ends 10 seconds after the time is up at the latest, even if the stream blocks or there is no memory
     * for a dump.
     *
     * @return changed options
     */
    public DumpOptions exit() {
        return new DumpOptions(repeats, true, file, patience);
    }

    /**
     * Writes to another stream.
     *
     * @param stream where to write to
     * @return changed options
     * @throws NullPointerException if {@code stream} is null
     */
    public DumpOptions to(PrintStream stream) {
        return new DumpOptions(repeats, exits, Checks.notNull(stream, "stream"), patience);
    }

    /** For tests, which have less. */
    DumpOptions patience(double seconds) {
        return new DumpOptions(repeats, exits, file, seconds);
    }

    /** What System.err is when the dump is made, unless another stream was given. */
    PrintStream stream() {
        return file == null ? System.err : file;
    }

    @Override
    public String toString() {
        return "DumpOptions[repeat=" + repeats + ", exit=" + exits + ", to=" + (file == null ? "System.err" : file)
                + "]";
    }
}
