"""Searches for numbers whose hashes start with ever more zeros: imap over an endless source."""

import hashlib
import itertools
from multiprocessing.pool import ThreadPool


def attempt(number):
    digest = hashlib.sha256(f"hello {number}".encode()).hexdigest()
    return number, digest


def search(attempts):
    zeros = "0"
    for number, digest in attempts:
        if digest.startswith(zeros):
            print(f"{number}: {digest}")
            zeros += "0"
        if len(zeros) > 3:
            break


def main():
    with ThreadPool(4) as pool:
        search(pool.imap(attempt, itertools.count(), chunksize=64))
    print("that is enough")


if __name__ == "__main__":
    main()
