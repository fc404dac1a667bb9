"""Two producers, three consumers and a bounded queue: None tells a consumer to stop."""

import queue
import threading


def produce(numbers, first):
    for number in range(first, first + 10):
        numbers.put(number)


def consume(numbers, sums):
    total = 0
    while (number := numbers.get()) is not None:
        total += number
    sums.put(total)


def main():
    numbers = queue.Queue(4)
    sums = queue.SimpleQueue()
    producers = [threading.Thread(target=produce, args=(numbers, first)) for first in (1, 11)]
    consumers = [threading.Thread(target=consume, args=(numbers, sums)) for _ in range(3)]
    for thread in producers + consumers:
        thread.start()
    for thread in producers:
        thread.join()
    for _ in consumers:
        numbers.put(None)
    for thread in consumers:
        thread.join()
    print(f"3 consumers got numbers that add up to {sums.get() + sums.get() + sums.get()}")
    print(f"numbers left: {numbers.qsize()}")


if __name__ == "__main__":
    main()
