package io.github.threading4j.faulthandler;

import java.util.ArrayList;
import java.util.List;

/**
 * Merges the entries of successive threads with equal stacks and equal waits, such as the workers of a pool, into one
 * entry. Only neighbours are merged, so that a dump is still written thread by thread, and needs little memory.
 *
 * <p>Threads are listed in the order in which they were started; threads that were started together are neighbours.
 */
final class DumpEntries {
    /** The maximum number of merged threads to list by name. */
    private static final int MOST_NAMES = 20;

    private static final String CALL = "\n    at ";

    private final List<String> merged = new ArrayList<>();
    private int more;
    private String last = "";

    /**
     * Adds a thread.
     *
     * @param thread the name and the ident of the thread, as in {@code "worker-1" (ident=22}
     * @param begin what comes before the name of the thread
     * @param rest what follows: the state, the wait and the stack
     * @return the text to write now
     */
    String add(String begin, String thread, String rest) {
        if (rest.equals(last) && rest.contains(CALL)) {
            more++;
            if (more <= MOST_NAMES) {
                merged.add(thread + ")");
            }
            return "";
        }
        var text = end() + begin + thread + rest;
        last = rest;
        return text;
    }

    /** Returns the text that ends the last entry. */
    String end() {
        if (more == 0) {
            return "";
        }
        var names = String.join(", ", merged) + (more > MOST_NAMES ? ", ..." : "");
        var text = "  and " + more + (more == 1 ? " more thread" : " more threads") + " like this: " + names + "\n";
        merged.clear();
        more = 0;
        last = "";
        return text;
    }
}
