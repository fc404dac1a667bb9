"""A worker runs the most urgent job first; jobs of the same priority run in FIFO order."""

import itertools
import queue
import threading

counter = itertools.count()


def submit(jobs, priority, name):
    jobs.put((priority, next(counter), name))  # the number breaks ties


def work(jobs):
    while True:
        priority, _, name = jobs.get()
        print(f"{priority}: {name}")
        jobs.task_done()


def main():
    jobs = queue.PriorityQueue()
    submit(jobs, 3, "sweep the floor")
    submit(jobs, 1, "put out the fire")
    submit(jobs, 2, "answer the phone")
    submit(jobs, 1, "close the windows")
    threading.Thread(target=work, args=(jobs,), daemon=True).start()
    jobs.join()
    submit(jobs, 2, "go home")
    jobs.join()
    print("all jobs are done")


if __name__ == "__main__":
    main()
