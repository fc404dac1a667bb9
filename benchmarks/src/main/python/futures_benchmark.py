"""The work of SubmitBenchmark and MapBenchmark in CPython: tiny tasks on a pool of two."""

import concurrent.futures
import statistics
import sys
import time

WORKERS = 2
ROUNDS = 3
ONES = 20_000
BATCH = 10_000
MANY = 200_000  # a fifth of what Java maps


def work(number):
    return number & 127


def one(pool):
    for _ in range(ONES):
        pool.submit(work, 1).result()
    return ONES


def batch(pool):
    futures = [pool.submit(work, number) for number in range(BATCH)]
    sum(future.result() for future in futures)
    return BATCH


def as_completed(pool):
    futures = [pool.submit(work, number) for number in range(BATCH)]
    sum(future.result() for future in concurrent.futures.as_completed(futures))
    return BATCH


def many(pool):
    sum(pool.map(work, range(MANY)))
    return MANY


def main():
    print(f"Python {sys.version.split()[0]}, operations per microsecond, median of {ROUNDS}")
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        for subject in one, batch, as_completed, many:
            rates = []
            for _ in range(ROUNDS):
                start = time.perf_counter()
                operations = subject(pool)
                rates.append(operations / (time.perf_counter() - start) / 1e6)
            print(f"{subject.__name__:12} {statistics.median(rates):8.4f}")


if __name__ == "__main__":
    main()
