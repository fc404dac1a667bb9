"""A thread ends with an exception, which is reported; the other threads continue."""

import sys
import threading

balances = {1: 100}


def check(account):
    if account not in balances:
        raise ValueError(f"no such account: {account}")


def report(args):
    print(f"{args.thread.name} failed: {args.exc_value}")


def main():
    reported = threading.Thread(target=check, name="first", args=(41,))
    reported.start()
    reported.join()
    print("reported on stderr, with a traceback")

    threading.excepthook = report
    hooked = threading.Thread(target=check, name="second", args=(42,))
    hooked.start()
    hooked.join()
    threading.excepthook = threading.__excepthook__

    leaving = threading.Thread(target=sys.exit, name="third")
    leaving.start()
    leaving.join()
    print("third left without a word")


if __name__ == "__main__":
    main()
