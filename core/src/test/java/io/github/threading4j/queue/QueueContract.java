package io.github.threading4j.queue;

/** All that a queue of our own with tasks and an end must do. */
interface QueueContract
        extends PutGetContract,
                BoundedContract,
                TaskContract,
                ShutdownContract,
                LiveBoundContract,
                LoopContract,
                BlockingQueueViewContract,
                BlockingQueueViewItemsContract {
    @Override
    default PutGet unbounded() {
        return PutGet.of(create(0));
    }
}
