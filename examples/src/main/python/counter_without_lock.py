"""Two threads count to a million each without a lock: updates between the other thread's read and write are lost."""

import threading

ROUNDS = 1_000_000

counter = 0


def count():
    global counter
    for _ in range(ROUNDS):
        counter += 1


def main():
    left = threading.Thread(target=count, name="left")
    right = threading.Thread(target=count, name="right")
    left.start()
    right.start()
    left.join()
    right.join()
    if counter <= 2 * ROUNDS:
        print("at most 2000000: without the lock, updates may be lost")
    else:
        print("this can't be")


if __name__ == "__main__":
    main()
