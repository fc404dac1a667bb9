"""Three workers go through three phases, and each phase begins after all workers have ended the previous one."""

import threading

WORKERS = 3
PHASES = 3

lock = threading.Lock()
done = 0


def report():
    print(f"phase {done // WORKERS}: all {WORKERS} workers are done")


barrier = threading.Barrier(WORKERS, action=report)


def work():
    global done
    for _ in range(PHASES):
        with lock:
            done += 1
        barrier.wait()


def main():
    workers = [threading.Thread(target=work) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"{done} pieces of work")


if __name__ == "__main__":
    main()
