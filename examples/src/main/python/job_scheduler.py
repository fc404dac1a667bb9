"""A scheduler runs each job when it is due, once or repeatedly, until the job is cancelled or the scheduler ends."""

import heapq
import threading
import time
from concurrent.futures import ThreadPoolExecutor


class Job:
    def __init__(self, name, work, due, every):
        self.name = name
        self.work = work
        self.due = due
        self.every = every  # 0 to run once
        self.cancelled = threading.Event()
        self.done = threading.Event()

    def __lt__(self, other):
        return self.due < other.due

    def cancel(self):
        self.cancelled.set()


class Scheduler:
    def __init__(self, workers):
        self.changed = threading.Condition()  # guards the attributes below
        self.jobs = []
        self.is_open = True
        self.pool = ThreadPoolExecutor(workers, thread_name_prefix="job")
        self.clock = threading.Thread(target=self.run, name="clock")
        self.clock.start()

    def schedule(self, name, work, delay=0.0, every=0.0):
        job = Job(name, work, time.monotonic() + delay, every)
        if not self.add(job):
            raise RuntimeError(f"the scheduler is shut down: {name}")
        return job

    def add(self, job):
        with self.changed:
            if self.is_open:
                heapq.heappush(self.jobs, job)
                self.changed.notify()
            return self.is_open

    def next_job(self):
        with self.changed:
            while self.is_open and self.too_early() > 0:
                self.changed.wait(self.too_early())
            return heapq.heappop(self.jobs) if self.is_open else None

    def too_early(self):
        return self.jobs[0].due - time.monotonic() if self.jobs else threading.TIMEOUT_MAX

    def run(self):
        while (job := self.next_job()) is not None:
            self.pool.submit(self.perform, job)

    def perform(self, job):
        if not job.cancelled.is_set():
            try:
                job.work(job)
            except Exception as error:
                print(f"{job.name} failed: {error}")
        job.due += job.every
        if job.every == 0 or job.cancelled.is_set() or not self.add(job):
            job.done.set()

    def shutdown(self):
        with self.changed:
            self.is_open = False
            self.changed.notify_all()
        self.clock.join()
        self.pool.shutdown()  # waits for running jobs
        return len(self.jobs)


def fail(job):
    raise ValueError("no space left")


def search(job):
    print("the search was cancelled" if job.cancelled.wait(60.0) else "nothing found")


def run_once(scheduler):
    scheduler.schedule("report", lambda job: print("never printed"), delay=60.0)
    scheduler.schedule("backup", fail).done.wait()

    scheduler.schedule("greeting", lambda job: print("hello, a moment later"), delay=0.05).done.wait()
    surprise = scheduler.schedule("surprise", lambda job: print("never printed"), delay=0.2)
    surprise.cancel()
    surprise.done.wait()


def run_again(scheduler):
    ticks = []

    def tick(job):
        ticks.append(job.name)
        print(f"{job.name} {len(ticks)}")
        if len(ticks) == 3:
            job.cancel()

    scheduler.schedule("tick", tick, every=0.01).done.wait()


def end_in_time(scheduler):
    running = scheduler.schedule("search", search)
    limit = threading.Timer(0.05, running.cancel)
    limit.start()
    running.done.wait()
    no_limit = threading.Timer(60.0, running.cancel)
    no_limit.start()
    no_limit.cancel()


def end_in_peace(scheduler):
    saving = threading.Event()
    may_end = threading.Event()

    def save(job):
        saving.set()
        may_end.wait()
        print("saved")

    scheduler.schedule("save", save)
    saving.wait()
    threading.Timer(0.05, may_end.set).start()
    left = scheduler.shutdown()
    print(f"shut down, and {left} job has not begun")
    try:
        scheduler.schedule("too late", fail)
    except RuntimeError as error:
        print(error)


def main():
    scheduler = Scheduler(2)
    run_once(scheduler)
    run_again(scheduler)
    end_in_time(scheduler)
    end_in_peace(scheduler)


if __name__ == "__main__":
    main()
