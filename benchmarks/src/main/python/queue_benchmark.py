"""The work of QueueBenchmark in CPython: as many producers as consumers move items through a new queue."""

import queue
import statistics
import sys
import threading
import time

ITEMS = 200_000  # a tenth of what Java moves
ROUNDS = 5


def move(q, pairs):
    def produce():
        for _ in range(ITEMS // pairs):
            q.put(1)

    def consume():
        for _ in range(ITEMS // pairs):
            q.get()

    threads = [threading.Thread(target=f) for f in [produce, consume] * pairs]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ITEMS / (time.perf_counter() - start) / 1e6


def main():
    print(f"Python {sys.version.split()[0]}, operations per microsecond, median of {ROUNDS}")
    kinds = {"bounded": lambda: queue.Queue(1024), "unbounded": queue.Queue, "simple": queue.SimpleQueue}
    for name, create in kinds.items():
        for pairs in (1, 4):
            rates = [move(create(), pairs) for _ in range(ROUNDS)]
            print(f"{name:10} pairs={pairs} {statistics.median(rates):8.4f}")


if __name__ == "__main__":
    main()
