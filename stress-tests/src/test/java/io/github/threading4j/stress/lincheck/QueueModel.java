package io.github.threading4j.stress.lincheck;

import java.util.ArrayList;
import java.util.List;

/** What a queue for one thread would do. */
public abstract class QueueModel {
    private final int maxsize;
    private final List<Integer> items = new ArrayList<>();
    private long unfinished;
    private boolean shutDown;

    QueueModel(int maxsize) {
        this.maxsize = maxsize;
    }

    /** Adds an item where it belongs; the first one leaves first. */
    abstract void add(List<Integer> inOrder, int item);

    public String put(int item) {
        if (shutDown) {
            return "QueueShutDownException";
        }
        if (full()) {
            return "QueueFullException";
        }
        add(items, item);
        unfinished++;
        return "done";
    }

    public String get() {
        if (items.isEmpty()) {
            return shutDown ? "QueueShutDownException" : "QueueEmptyException";
        }
        return String.valueOf(items.remove(0));
    }

    public String getInNoTime() {
        return get();
    }

    public String taskDone() {
        if (unfinished == 0) {
            return "IllegalArgumentException";
        }
        unfinished--;
        return "done";
    }

    public String isJoined() {
        return String.valueOf(unfinished == 0);
    }

    public int qsize() {
        return items.size();
    }

    public boolean full() {
        return maxsize > 0 && items.size() >= maxsize;
    }

    public long unfinishedTasks() {
        return unfinished;
    }

    public int clear() {
        int cleared = items.size();
        items.clear();
        unfinished = Math.max(0, unfinished - cleared);
        return cleared;
    }

    public void shutdown(boolean immediate) {
        shutDown = true;
        if (immediate) {
            clear();
        }
    }
}
