"""Two transfers lock two accounts in opposite order: a deadlock. Python can tell that they hang, but not why."""

from threading import Barrier, RLock, Thread

alice = RLock()
bob = RLock()
both = Barrier(2)


def transfer(source, target):
    with source:
        both.wait()
        with target:
            print("transferred")


def main():
    transfers = [
        Thread(target=transfer, args=(alice, bob), name="to-bob", daemon=True),
        Thread(target=transfer, args=(bob, alice), name="to-alice", daemon=True),
    ]
    for thread in transfers:
        thread.start()
    for thread in transfers:
        thread.join(0.1)
        if thread.is_alive():
            print(thread.name, "hangs")


if __name__ == "__main__":
    main()
