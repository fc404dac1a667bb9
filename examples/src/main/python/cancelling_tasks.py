"""A queued task can be cancelled, a running task cannot; in Java, a running task can be interrupted."""

import threading
from concurrent.futures import ThreadPoolExecutor


def cancel_two(running, waiting):
    print(f"the second is cancelled: {str(waiting.cancel()).lower()}")
    print(f"the first, which runs, is cancelled: {str(running.cancel()).lower()}")


def main():
    executor = ThreadPoolExecutor(1)
    started = threading.Event()
    go = threading.Event()

    def run():
        started.set()
        return go.wait()

    running = executor.submit(run)
    second = executor.submit(lambda: 2)
    third = executor.submit(lambda: 3)
    started.wait()
    cancel_two(running, second)
    executor.shutdown(wait=False, cancel_futures=True)
    print(f"the shutdown has cancelled the third: {str(third.cancelled()).lower()}")
    go.set()


if __name__ == "__main__":
    main()
