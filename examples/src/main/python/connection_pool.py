"""Six clients share two connections; releasing a connection twice is detected."""

import threading
import time

connections = threading.BoundedSemaphore(2)
lock = threading.Lock()
in_use = 0
most = 0


def query():
    global in_use, most
    with connections:
        with lock:
            in_use += 1
            most = max(most, in_use)
        time.sleep(0.01)
        with lock:
            in_use -= 1


def main():
    clients = [threading.Thread(target=query) for _ in range(6)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    print("never more than 2 connections in use" if most <= 2 else "too many connections")
    try:
        connections.release()
    except ValueError:
        print("a connection was given back twice")


if __name__ == "__main__":
    main()
