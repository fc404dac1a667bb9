"""A pool counts words, while a daemon reports the progress."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock, Thread

TEXT = ["to be or not to be", "that is the question", "to be is to do"]
words = {}
lock = Lock()
done = Event()


def count(line):
    for word in line.split():
        with lock:
            words[word] = words.get(word, 0) + 1
    return len(line.split())


def report():
    while not done.wait(5.0):
        with lock:
            print(len(words), "words so far")


def main():
    Thread(target=report, name="reporter", daemon=True).start()
    with ThreadPoolExecutor(2) as pool:
        total = sum(pool.map(count, TEXT))
    done.set()
    print(total, "words,", words["be"], "of them be")


if __name__ == "__main__":
    main()
