"""Ctrl-C interrupts the main thread, which saves its work."""

import _thread
import signal
import threading
import time


def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)  # needed if a shell starts the program in the background
    threading.Timer(0.1, _thread.interrupt_main).start()  # like Ctrl-C
    steps = 0
    try:
        while True:
            time.sleep(0.01)
            steps += 1
    except KeyboardInterrupt:
        print("interrupted, after some steps" if steps else "interrupted at once")
    finally:
        print("saved")


if __name__ == "__main__":
    main()
