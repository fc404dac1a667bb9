"""Threads have names, and are listed while they are alive."""

import threading

gate = threading.Lock()


class Worker(threading.Thread):
    def run(self):
        with gate:
            pass


def show_threads():
    print(f"threads alive: {threading.active_count()}")
    for thread in threading.enumerate():
        kind = "daemon" if thread.daemon else "not a daemon"
        print(f"  {thread.name}, {kind}")


def main():
    gate.acquire()
    workers = [Worker(), Worker(name="red"), Worker(name="blue", daemon=True)]
    for worker in workers:
        worker.start()
    show_threads()

    workers[1].name = "green"
    show_threads()

    gate.release()
    for worker in workers:
        worker.join()
    show_threads()


if __name__ == "__main__":
    main()
