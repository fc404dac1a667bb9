"""Measures two threads with a million locked increments each, like CounterTiming.java."""

import sys
import threading
import time

INCREMENTS = 1_000_000


def run():
    lock = threading.Lock()
    counter = 0

    def count():
        nonlocal counter
        for _ in range(INCREMENTS):
            with lock:
                counter += 1

    threads = [threading.Thread(target=count) for _ in range(2)]
    begin, cpu = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter == 2 * INCREMENTS
    return time.perf_counter() - begin, time.process_time() - cpu


runs = sorted(run() for _ in range(15))
cpus = sorted(cpu for _, cpu in runs)
print(
    f"Python {sys.version.split()[0]}: median {runs[7][0] * 1e3:.0f} ms,"
    f" fastest {runs[0][0] * 1e3:.0f} ms, processor time {cpus[7] * 1e3:.0f} ms"
)
