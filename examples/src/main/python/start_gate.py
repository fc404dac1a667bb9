"""Runners wait at a gate until it opens for all of them together."""

import threading

gate = threading.Event()
lock = threading.Lock()
finished = []


def run(name):
    gate.wait()
    with lock:
        finished.append(name)


def main():
    runners = [threading.Thread(target=run, args=(name,)) for name in ("ada", "bob", "cy")]
    for runner in runners:
        runner.start()
    print(f"finished before the gate opens: {len(finished)}")
    gate.set()
    for runner in runners:
        runner.join()
    print(f"finished: {', '.join(sorted(finished))}")


if __name__ == "__main__":
    main()
