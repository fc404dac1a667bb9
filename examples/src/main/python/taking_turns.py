"""Two threads print numbers and letters in turn: each releases the lock for which the other thread waits."""

import threading

numbers_turn = threading.Lock()
letters_turn = threading.Lock()


def print_numbers():
    for number in range(1, 6):
        numbers_turn.acquire()
        print(number)
        letters_turn.release()


def print_letters():
    for letter in "abcde":
        letters_turn.acquire()
        print(letter)
        numbers_turn.release()


def main():
    letters_turn.acquire()
    numbers = threading.Thread(target=print_numbers)
    letters = threading.Thread(target=print_letters)
    numbers.start()
    letters.start()
    numbers.join()
    letters.join()


if __name__ == "__main__":
    main()
