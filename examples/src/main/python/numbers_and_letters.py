"""Two threads print numbers and letters concurrently, in any order."""

import threading
import time


def print_numbers():
    for number in range(1, 6):
        print(number)
        time.sleep(0.05)


def print_letters():
    for letter in "abcde":
        print(letter)
        time.sleep(0.05)


def main():
    numbers = threading.Thread(target=print_numbers)
    letters = threading.Thread(target=print_letters)
    numbers.start()
    letters.start()
    numbers.join()
    letters.join()
    print("done")


if __name__ == "__main__":
    main()
