"""A timer calls a function repeatedly. Python has no repeating timer; this is a common way to write one."""

import threading


class RepeatingTimer(threading.Timer):
    def run(self):
        while not self.finished.wait(self.interval):
            self.function()


ticks = threading.Semaphore(0)


def tick():
    ticks.release()


def main():
    clock = RepeatingTimer(0.02, tick)
    clock.start()
    for number in range(1, 4):
        ticks.acquire()
        print(f"tick {number}")
    clock.cancel()
    clock.join()
    print("the clock has stopped")


if __name__ == "__main__":
    main()
