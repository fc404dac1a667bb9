"""A worker waits for a job or for the signal to stop, whichever comes first; here, it has to poll for both."""

import queue
import threading

jobs = queue.Queue()
stop = threading.Event()


def work():
    while not stop.is_set():
        try:
            job = jobs.get(timeout=0.1)
        except queue.Empty:
            continue
        print("done:", job)
        jobs.task_done()
    print("stopped")


def main():
    worker = threading.Thread(target=work)
    worker.start()
    for job in ("sweep", "dust", "polish"):
        jobs.put(job)
    jobs.join()
    stop.set()
    worker.join()


if __name__ == "__main__":
    main()
