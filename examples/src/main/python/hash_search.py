"""Looks for numbers whose hashes begin with more and more zeros: imap over an endless source."""

import hashlib
import itertools
from multiprocessing.pool import ThreadPool


def attempt(number):
    digest = hashlib.sha256(f"hello {number}".encode()).hexdigest()
    return number, digest


def main():
    zeros = "0"
    with ThreadPool(4) as pool:
        for number, digest in pool.imap(attempt, itertools.count(), chunksize=64):
            if digest.startswith(zeros):
                print(f"{number}: {digest}")
                zeros += "0"
                if len(zeros) > 3:
                    break
    print(f"no four zeros in {number + 1} hashes")


if __name__ == "__main__":
    main()
