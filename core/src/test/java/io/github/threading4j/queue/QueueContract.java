package io.github.threading4j.queue;

/** The full contract of {@link Queue}, for the implementations that support tasks and shutdown. */
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
