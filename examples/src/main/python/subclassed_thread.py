"""A subclass of Thread stores its result in an attribute, which is read after the join."""

import threading


class Summer(threading.Thread):
    def __init__(self, numbers):
        super().__init__(name="summer")
        self.numbers = numbers
        self.total = 0

    def run(self):
        for number in self.numbers:
            self.total += number


def main():
    small = Summer(range(1, 11))
    large = Summer(range(1, 101))
    small.start()
    large.start()
    small.join()
    large.join()
    print(f"the sum of 1 to 10 is {small.total}")
    print(f"the sum of 1 to 100 is {large.total}")


if __name__ == "__main__":
    main()
