"""Two transfers lock two accounts in opposite order, one after the other: no deadlock yet, and no warning in Python."""

from threading import RLock, Thread, current_thread

alice = RLock()
bob = RLock()


def transfer(source, target):
    with source:
        with target:
            print(current_thread().name, "is done")


def run(name, source, target):
    thread = Thread(target=transfer, args=(source, target), name=name)
    thread.start()
    thread.join()


def main():
    run("to-bob", alice, bob)
    run("to-alice", bob, alice)


if __name__ == "__main__":
    main()
