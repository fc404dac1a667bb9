"""A scheduler runs events in the order of their times, and simultaneous events in the order of their priorities."""

import sched
import time


def main():
    scheduler = sched.scheduler()
    start = time.monotonic()
    scheduler.enterabs(start + 0.2, 1, print, ("lunch",))
    scheduler.enterabs(start + 0.1, 2, print, ("coffee",))
    scheduler.enterabs(start + 0.1, 1, print, ("breakfast",))
    supper = scheduler.enter(60, 1, print, ("supper",))
    scheduler.enter(0.3, 1, scheduler.cancel, (supper,))
    print(len(scheduler.queue), "events")
    scheduler.run()
    print(len(scheduler.queue), "events")


if __name__ == "__main__":
    main()
