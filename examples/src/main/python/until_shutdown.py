"""Three workers take jobs until the queue is shut down, without a sentinel for each worker."""

import queue
import threading

if hasattr(queue, "ShutDown"):
    from queue import Queue, ShutDown
else:  # before Python 3.13, queues have no shutdown: this one has an end marker, which each consumer puts back

    class ShutDown(Exception):
        pass

    class Queue(queue.Queue):
        end = object()
        is_shutdown = False

        def shutdown(self):
            self.is_shutdown = True
            super().put(self.end)

        def put(self, item):
            if self.is_shutdown:
                raise ShutDown
            super().put(item)

        def get(self):
            item = super().get()
            if item is self.end:
                super().put(item)
                raise ShutDown
            return item


def until_shut_down(jobs):
    while True:
        try:
            job = jobs.get()
        except ShutDown:
            return
        yield job
        jobs.task_done()


def work(jobs, squares):
    for job in until_shut_down(jobs):
        squares.put(job * job)


def main():
    jobs = Queue()
    squares = queue.PriorityQueue()
    workers = [threading.Thread(target=work, args=(jobs, squares)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for job in range(1, 6):
        jobs.put(job)
    jobs.join()
    print(f"all jobs are done: {squares.qsize()} squares")
    jobs.put(6)
    jobs.shutdown()
    try:
        jobs.put(7)
    except ShutDown:
        print("no job is accepted any more")
    for worker in workers:
        worker.join()
    while not squares.empty():
        print(squares.get())


if __name__ == "__main__":
    main()
