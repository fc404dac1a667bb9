"""The work of QueueBenchmark and QueueHandOffBenchmark in CPython."""

import functools
import queue

from timing import in_threads, main, subject

BOUND = 1024


def move(create, producers, consumers, operations):
    """Moves items from producers to consumers through a new queue. Rounds up, so all producers put the same number."""
    items = -(-operations // producers) * producers
    q = create()

    def produce(count):
        for item in range(count):
            q.put(item & 127)

    def consume(count):
        for _ in range(count):
            q.get()

    took = in_threads(
        *[functools.partial(produce, items // producers)] * producers,
        *[functools.partial(consume, share(items, consumers, i)) for i in range(consumers)],
    )
    return took * operations / items


def share(items, consumers, index):
    return items // consumers + (index < items % consumers)


def there_and_back(create, operations):
    there, back = create(), create()

    def send():
        for _ in range(operations):
            there.put(1)
            back.get()

    def answer():
        for _ in range(operations):
            back.put(there.get())

    return in_threads(send, answer)


def bounded():
    return queue.Queue(BOUND)


KINDS = {
    "bounded": (bounded, ("1:1", "4:4", "4:1", "16:1")),
    "unbounded": (queue.Queue, ("1:1", "4:4", "4:1", "16:1")),
    "simple": (queue.SimpleQueue, ("1:1", "4:4", "4:1", "16:1")),
    "lifo": (lambda: queue.LifoQueue(BOUND), ("1:1", "4:4")),
    "priority": (queue.PriorityQueue, ("1:1", "4:4")),
}
for name, (create, crews) in KINDS.items():
    for crew in crews:
        subject(f"Queue.{name} crew={crew}")(functools.partial(move, create, *map(int, crew.split(":"))))
subject("QueueHandOff.bounded")(functools.partial(there_and_back, bounded))
subject("QueueHandOff.simple")(functools.partial(there_and_back, queue.SimpleQueue))

if __name__ == "__main__":
    main()
