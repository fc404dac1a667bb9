"""A thread says hello, and the main thread waits for it."""

import threading


def hello(whom):
    print(f"hello, {whom}, from {threading.current_thread().name}")


def main():
    thread = threading.Thread(target=hello, name="greeter", args=("world",))
    thread.start()
    thread.join()
    print(f"{thread.name} has ended")


if __name__ == "__main__":
    main()
