package io.github.threading4j.stress.scenarios;

import io.github.threading4j.queue.QueueStore;

/** A small FIFO store that rejects the item {@link QueueApi#REJECTED}. The queue's mutex guards its plain fields. */
final class FifoStore implements QueueStore<Integer> {
    private static final int CAPACITY = 64;

    private final int[] items = new int[CAPACITY];
    private int first;
    private int size;

    @Override
    public boolean add(Integer item) {
        if (item == QueueApi.REJECTED) {
            return false;
        }
        items[(first + size) % CAPACITY] = item;
        size++;
        return true;
    }

    @Override
    public Integer remove() {
        int item = items[first];
        first = (first + 1) % CAPACITY;
        size--;
        return item;
    }

    @Override
    public int size() {
        return size;
    }
}
