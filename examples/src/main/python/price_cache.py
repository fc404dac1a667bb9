"""Threads share a cache: many may read it at the same time, but one that fills it is alone."""

from contextlib import contextmanager
from threading import Barrier, Condition, Thread


class ReadWriteLock:
    """Python has no such lock, so programs build it on a condition. Writers may starve."""

    def __init__(self):
        self.condition = Condition()
        self.readers = 0

    @contextmanager
    def read(self):
        with self.condition:
            self.readers += 1
        try:
            yield
        finally:
            with self.condition:
                self.readers -= 1
                self.condition.notify_all()

    @contextmanager
    def write(self):
        with self.condition:
            self.condition.wait_for(lambda: self.readers == 0)
            yield


lock = ReadWriteLock()
prices = {}
together = Barrier(3)


def price(name):
    with lock.read():
        if name in prices:
            return prices[name]
    with lock.write():
        if name not in prices:
            print("looking up", name)
            prices[name] = len(name)
        return prices[name]


def shop(totals):
    totals.append(price("tea") + price("milk"))
    together.wait()  # no thread writes any more
    with lock.read():
        together.wait()


def main():
    totals = []
    shoppers = [Thread(target=shop, args=(totals,)) for _ in range(3)]
    for shopper in shoppers:
        shopper.start()
    for shopper in shoppers:
        shopper.join()
    print("they pay", *totals)
    print("all three were reading at the same time")


if __name__ == "__main__":
    main()
