"""Threads as in the earliest versions of Python. They cannot be joined; locks signal their end."""

import _thread


def work(number, results, done):
    results[number] = number * number
    done.release()


def main():
    results = [0] * 3
    ends = []
    for number in range(3):
        done = _thread.allocate_lock()
        done.acquire()
        ends.append(done)
        _thread.start_new_thread(work, (number, results, done))
    for done in ends:
        done.acquire()
    print(results)


if __name__ == "__main__":
    main()
