"""The common part of the scripts in this folder.

A subject is a function that runs n operations and returns the seconds that they took. It is named after the row of
Java's table for the same work.
"""

import datetime
import json
import platform
import re
import statistics
import sys
import threading
import time
import timeit

MOST_OPERATIONS = 10_000_000

subjects = {}


def subject(name, operations=None):
    """Makes a function a subject. By default, the number of operations is chosen to match the time of a round."""

    def register(work):
        subjects[name] = (work, operations)
        return work

    return register


def statement(name, text, **names):
    """Defines a subject that consists of one statement."""
    subjects[name] = (lambda n: timeit.timeit(text, number=n, globals=names), None)


def in_threads(*works):
    """Returns the seconds that threads take to run these functions concurrently, excluding the start of the threads."""
    gate = threading.Event()

    def run(work):
        gate.wait()
        work()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    begin = time.perf_counter()
    gate.set()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begin


def seconds_of(work):
    """Returns the seconds that one call takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def enough(work, seconds):
    """Returns the number of operations that take about the given time."""
    operations = 1
    while operations < MOST_OPERATIONS:
        took = work(operations)
        if took >= seconds / 2:
            return max(1, round(operations * seconds / took))
        operations *= 2 if took > seconds / 20 else 10
    return operations


def measure(name, rounds, seconds):
    """Returns the operations per microsecond: the median of the rounds, and the quartiles."""
    work, operations = subjects[name]
    operations = operations or enough(work, seconds)
    rates = [operations / work(operations) / 1e6 for _ in range(rounds)]
    low, middle, high = statistics.quantiles(rates, n=4, method="inclusive") if rounds > 1 else rates * 3
    return {
        "subject": name,
        "date": datetime.date.today().isoformat(),
        "rounds": rounds,
        "throughput": float(f"{middle:.4g}"),
        "low": float(f"{low:.4g}"),
        "high": float(f"{high:.4g}"),
    }


def main():
    """Parses the same arguments as in Java: [--rounds=7] [--millis=200] [--json=file] [regular expression]."""
    options = {"rounds": "7", "millis": "200", "json": None}
    pattern = ""
    for argument in sys.argv[1:]:
        option = re.fullmatch("--(rounds|millis|json)=(.+)", argument)
        if option:
            options[option[1]] = option[2]
        elif argument.startswith("--"):
            sys.exit(f"no such option: {argument}")
        else:
            pattern = argument
    runtime = f"{platform.python_implementation()} {platform.python_version()}"
    print(f"{runtime}, operations per microsecond, median of {options['rounds']} rounds")
    rows = []
    for name in subjects:
        if re.search(pattern, name):
            row = measure(name, int(options["rounds"]), int(options["millis"]) / 1000)
            print(f"{name:42} {row['throughput']:12.4f}   {row['low']:.4f} .. {row['high']:.4f}", flush=True)
            rows.append(row)
    if options["json"]:
        with open(options["json"], "w", encoding="utf-8") as file:
            json.dump({"runtime": runtime, "python": rows}, file, indent=2)
