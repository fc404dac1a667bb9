"""A producer and a consumer share a buffer with capacity for three items: two conditions use one lock."""

import collections
import threading


class BoundedBuffer:
    def __init__(self, size):
        self.size = size
        self.items = collections.deque()
        lock = threading.Lock()
        self.not_full = threading.Condition(lock)
        self.not_empty = threading.Condition(lock)

    def put(self, item):
        with self.not_full:
            self.not_full.wait_for(lambda: len(self.items) < self.size)
            self.items.append(item)
            self.not_empty.notify()

    def take(self):
        with self.not_empty:
            self.not_empty.wait_for(lambda: self.items)
            item = self.items.popleft()
            self.not_full.notify()
            return item


def produce(buffer):
    for number in range(1, 11):
        buffer.put(f"item {number}")
    buffer.put("the end")


def main():
    buffer = BoundedBuffer(3)
    producer = threading.Thread(target=produce, args=(buffer,))
    producer.start()
    while (item := buffer.take()) != "the end":
        print(f"took {item}")
    producer.join()


if __name__ == "__main__":
    main()
