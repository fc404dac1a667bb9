"""Two threads count to a million each; with the lock, no update is lost."""

import threading

ROUNDS = 1_000_000

lock = threading.Lock()
counter = 0


def count():
    global counter
    for _ in range(ROUNDS):
        with lock:
            counter += 1


def main():
    left = threading.Thread(target=count, name="left")
    right = threading.Thread(target=count, name="right")
    left.start()
    right.start()
    left.join()
    right.join()
    print(counter)


if __name__ == "__main__":
    main()
