"""A pipeline of three stages, one thread each: the stages run concurrently, and none runs far ahead."""

import queue
import threading

TEXT = ["simple is better than complex", "flat is better than nested"]


def split(lines, words):
    while (line := lines.get()) is not None:
        for word in line.split():
            words.put(word)
    words.put(None)


def measure(words, lengths):
    while (word := words.get()) is not None:
        lengths.put((word, len(word)))
    lengths.put(None)


def report(lengths):
    longest = ("", 0)
    while (entry := lengths.get()) is not None:
        if entry[1] > longest[1]:
            longest = entry
            print(f"the longest word so far is {entry[0]}, with {entry[1]} letters")


def main():
    lines, words, lengths = (queue.Queue(2) for _ in range(3))
    stages = [
        threading.Thread(target=split, args=(lines, words)),
        threading.Thread(target=measure, args=(words, lengths)),
        threading.Thread(target=report, args=(lengths,)),
    ]
    for stage in stages:
        stage.start()
    for line in TEXT:
        lines.put(line)
    lines.put(None)
    for stage in stages:
        stage.join()


if __name__ == "__main__":
    main()
