"""The same code runs on the threads of a pool and in other processes, which Python starts on this machine."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from math import isqrt


def count_primes(limit):
    return sum(all(n % d for d in range(2, isqrt(n) + 1)) for n in range(2, limit))


def report(where, executor):
    print(f"{where}: {list(executor.map(count_primes, [10, 100, 1000]))}")
    print(f"{where}: {executor.submit(count_primes, 10_000).result()}")


def main():
    with ThreadPoolExecutor(2) as executor:
        report("threads", executor)
    with ProcessPoolExecutor(2) as executor:
        report("processes", executor)
        try:
            print(executor.submit(lambda: 1).result())
        except Exception:  # the type depends on the version of Python
            print("the task is not serializable")


if __name__ == "__main__":
    main()
