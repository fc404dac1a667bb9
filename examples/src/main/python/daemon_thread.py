"""The program waits for a non-daemon thread that saves data, but not for a daemon that would run forever."""

import threading
import time


def beat():
    while True:
        time.sleep(0.01)


def save():
    threading.main_thread().join()
    print("saved, after main has ended")


def main():
    heart = threading.Thread(target=beat, name="heart", daemon=True)
    heart.start()
    saver = threading.Thread(target=save, name="saver")
    saver.start()
    print("main ends")


if __name__ == "__main__":
    main()
