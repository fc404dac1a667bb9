"""A pipeline summarizes the logs of a server, day by day: the stages run concurrently, but days are not mixed."""

import logging
import sys
import threading
from collections import Counter

from until_shutdown import Queue, until_shut_down

DAYS = {
    "monday.log": [
        "200 GET /index.html 12 ms",
        "200 GET /index.html 8 ms",
        "404 GET /favicon.ico 1 ms",
        "500 POST /orders 950 ms",
        "200 POST /orders 40 ms",
    ],
    "tuesday.log": [
        "200 GET /index.html 9 ms",
        "200 POST /orders 41 ms",
        "-- rotated --",
        "503 POST /orders 2000 ms",
    ],
    "wednesday.log": ["200 GET /index.html 7 ms", "200 GET /orders 30 ms"],
}
PARSERS = 3

log = logging.getLogger("log_pipeline")
diagnostics = threading.local()  # the prefix of each log line of a thread


class Diagnostics(logging.Filter):
    def filter(self, record):
        record.day = getattr(diagnostics, "day", "-")
        return True


class Entry:
    def __init__(self, line):
        status, self.method, self.path, millis, _ = line.split()
        self.status = int(status)
        self.millis = int(millis)


class LogPipeline:
    def __init__(self):
        self.lines = Queue(4)
        self.entries = Queue(2)
        self.day_over = threading.Barrier(PARSERS, action=self.close_day)
        self.statuses = Counter()  # used by the counting thread, and by the barrier's action while that thread waits
        self.slowest = 0

    def read(self):
        for day, lines in DAYS.items():
            for line in lines:
                self.lines.put((day, line))
            for _ in range(PARSERS):
                self.lines.put((day, None))
        self.lines.shutdown()

    def parse(self):
        for day, line in until_shut_down(self.lines):
            diagnostics.day = day
            if line is None:
                self.day_over.wait()
                continue
            try:
                self.entries.put(Entry(line))
            except ValueError:
                log.warning("not an entry: %s", line)

    def count(self):
        for entry in until_shut_down(self.entries):
            self.statuses[entry.status // 100] += 1
            self.slowest = max(self.slowest, entry.millis)

    def close_day(self):
        self.entries.join()
        log.info("%d requests, the slowest took %d ms", self.statuses.total(), self.slowest)
        if self.statuses[5] > 0:
            log.warning("%d requests failed", self.statuses[5])
        self.statuses.clear()
        self.slowest = 0

    def run(self):
        counter = threading.Thread(target=self.count, name="counter")
        parsers = [threading.Thread(target=self.parse) for _ in range(PARSERS)]
        for thread in [counter, *parsers]:
            thread.start()
        self.read()
        for parser in parsers:
            parser.join()
        self.entries.shutdown()
        counter.join()


def main():
    handler = logging.StreamHandler(sys.stdout)
    handler.addFilter(Diagnostics())
    logging.basicConfig(level=logging.INFO, format="[%(day)s] %(message)s", handlers=[handler])
    LogPipeline().run()
    log.info("all days are done")


if __name__ == "__main__":
    main()
