"""A pool downloads files and shows the progress; the first failure cancels the downloads that have not started."""

from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event, Semaphore

NAMES = ["one", "two", "three", "missing", "slow", "slow", "last"]


class Mirror:
    """Simulates a server: one file is missing, and some downloads do not end before the server is closed."""

    def __init__(self):
        self.shown = Semaphore(0)
        self.stalled = Event()
        self.closed = Event()

    def get(self, name):
        if name == "missing":
            self.fail()
        if name == "slow":
            self.stalled.set()
            self.closed.wait()
            raise ConnectionError("closed by the mirror")
        return len(name)

    def fail(self):
        for _ in range(3):
            self.shown.acquire()
        self.stalled.wait()
        raise FileNotFoundError("no such file: missing")


def download_all(mirror, files):
    for done, file in enumerate(as_completed(files), 1):
        file.result()
        print(f"{done} of {len(files)} files")
        mirror.shown.release()


def main():
    mirror = Mirror()
    with ThreadPoolExecutor(2) as executor:
        files = [executor.submit(mirror.get, name) for name in NAMES]
        try:
            download_all(mirror, files)
        except FileNotFoundError as e:
            print(e)
        cancelled = [file.cancel() for file in files]
        print(f"the last one is cancelled: {str(cancelled[-1]).lower()}")
        mirror.closed.set()


if __name__ == "__main__":
    main()
