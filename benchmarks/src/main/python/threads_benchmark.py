"""The work of the Java benchmarks of threads and thread-local data, in CPython."""

import threading

from timing import main, seconds_of, statement, subject


@subject("StartJoin.platformThread")
def start_and_join(operations):
    def run():
        for _ in range(operations):
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()

    def work():
        pass

    return seconds_of(run)


statement("CurrentThread.InPlatformThread.currentThread", "current_thread()", current_thread=threading.current_thread)


def enumerate_threads(threads):
    """Lists platform threads, the only kind in Python. The Java benchmark lists the same number of virtual threads."""

    def work(operations):
        end = threading.Event()
        waiting = [threading.Thread(target=end.wait) for _ in range(threads)]
        for thread in waiting:
            thread.start()
        try:
            return seconds_of(lambda: [threading.enumerate() for _ in range(operations)])
        finally:
            end.set()
            for thread in waiting:
                thread.join()

    return work


subject("Enumerate.enumerate threads=10")(enumerate_threads(10))

local = threading.local()
local.value = "value"
statement("Local.get", "local.value", local=local)

if __name__ == "__main__":
    main()
