"""Each thread of a pool opens a connection before its first task, and keeps it for all of its tasks."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor

opened = itertools.count(1)
connection = threading.local()
together = threading.Barrier(3)


def connect():
    connection.number = next(opened)


def query(name):
    together.wait()  # so that all threads get tasks
    return connection.number > 0


def main():
    with ThreadPoolExecutor(3, initializer=connect) as executor:
        names = ["ada", "bob", "cy", "dee", "eve", "fay"]
        answers = list(executor.map(query, names))
        print(f"connected: {str(all(answers)).lower()}")
        print(f"{len(names)} queries, {next(opened) - 1} connections")


if __name__ == "__main__":
    main()
