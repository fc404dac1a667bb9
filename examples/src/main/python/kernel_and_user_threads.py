"""Many threads sleep at the same time. In Python, all threads are platform threads; the port adds virtual threads."""

import threading
import time


def sleep_all(kind, count):
    lock = threading.Lock()
    slept = 0

    def nap():
        nonlocal slept
        time.sleep(0.1)
        with lock:
            slept += 1

    threads = [threading.Thread(target=nap) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{slept} {kind} threads have slept at the same time")


def main():
    sleep_all("platform", 100)


if __name__ == "__main__":
    main()
