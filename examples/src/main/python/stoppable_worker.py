"""A worker performs a step at intervals until an event is set; then it stops immediately."""

import threading

stop = threading.Event()
warm = threading.Event()


def work():
    beats = 0
    while not stop.wait(0.02):
        beats += 1
        if beats == 3:
            warm.set()
    print("stopped, after 3 beats or more")


def main():
    worker = threading.Thread(target=work)
    worker.start()
    warm.wait()
    stop.set()
    worker.join()
    print("the worker has ended")


if __name__ == "__main__":
    main()
