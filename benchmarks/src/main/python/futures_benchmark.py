"""The work of SubmitBenchmark and MapBenchmark in CPython: tasks on a pool of two workers."""

import concurrent.futures
import random
import time

from timing import main, seconds_of, subject

WORKERS = 2
BATCH = 10_000
SMALL_BATCH = 100
MANY = 200_000  # a fifth of the number in Java
FEW = 10
UNEVEN = 1_000
LONGEST_MICROS = 10_000


def work(number):
    return number & 127


def busy(micros):
    """Spins for a given elapsed time."""
    end = time.perf_counter() + micros / 1e6
    while time.perf_counter() < end:
        pass
    return 1


def in_batches(name, size, body, operations=None):
    """Defines a subject. Each call of its body runs the given number of tasks."""

    def run(wanted):
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            batches = max(1, round(wanted / size))
            took = seconds_of(lambda: [body(pool) for _ in range(batches)])
        return took * wanted / (batches * size)

    subject(name, operations)(run)


def submit(size):
    def body(pool):
        futures = [pool.submit(work, number) for number in range(size)]
        return sum(future.result() for future in futures)

    return body


def as_completed(pool):
    futures = [pool.submit(work, number) for number in range(BATCH)]
    return sum(future.result() for future in concurrent.futures.as_completed(futures))


def mapping(function, items):
    return lambda pool: sum(pool.map(function, items))


numbers = random.Random(1)
uneven = [int(LONGEST_MICROS ** numbers.random()) for _ in range(UNEVEN)]

in_batches("Submit.one", 1, lambda pool: pool.submit(work, 1).result())
in_batches("Submit.smallBatch", SMALL_BATCH, submit(SMALL_BATCH))
in_batches("Submit.batch", BATCH, submit(BATCH), BATCH)
in_batches("Submit.asCompleted", BATCH, as_completed, BATCH)
in_batches("Map.many", MANY, mapping(work, range(MANY)), MANY)
in_batches("Map.few", FEW, mapping(work, range(FEW)))
in_batches("Map.uneven", UNEVEN, mapping(busy, uneven), UNEVEN)

if __name__ == "__main__":
    main()
