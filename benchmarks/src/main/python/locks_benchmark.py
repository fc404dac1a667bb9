"""The work of the Java benchmarks of locks and other primitives, in CPython."""

import functools
import threading

from timing import in_threads, main, seconds_of, statement, subject

TURNS = 2


class Counter:
    """Increments a counter guarded by a lock or another object that is acquired and released."""

    def __init__(self, lock):
        self.lock = lock
        self.value = 0

    def count(self, times):
        acquire, release = self.lock.acquire, self.lock.release
        for _ in range(times):
            acquire()
            try:
                self.value += 1
            finally:
                release()

    def hold(self, times):
        lock = self.lock
        for _ in range(times):
            with lock:
                self.value += 1

    def twice(self, times):
        lock = self.lock
        for _ in range(times):
            with lock, lock:
                self.value += 1


def contended(create, method, threads, operations):
    each = -(-operations // threads)
    work = functools.partial(getattr(Counter(create()), method), each)
    return in_threads(*[work] * threads) * operations / (each * threads)


def alone(create, method, operations):
    return seconds_of(lambda: getattr(Counter(create()), method)(operations))


for kind in (threading.Lock, threading.RLock, threading.Semaphore):
    label = "RLock" if kind is threading.RLock else "Lock" if kind is threading.Lock else "Semaphore"
    for method in "count", "hold":
        name = f"{label}.{'acquire' if method == 'count' else 'hold'}"
        subject(name)(functools.partial(alone, kind, method))
        for number in (2, 4, 16, 64) if method == "count" else (4,):
            subject(f"{name} {number} threads")(functools.partial(contended, kind, method, number))
subject("RLock.acquireTwice")(functools.partial(alone, threading.RLock, "twice"))

event = threading.Event()
event.set()
statement("Event.isSet", "event.is_set()", event=event)
statement("Event.await", "event.wait()", event=event)


@subject("Condition.condition")
def condition(operations):
    ready = threading.Condition()
    turn = 0

    def take_turns(mine):
        nonlocal turn
        for _ in range(operations):
            with ready:
                while turn != mine:
                    ready.wait()
                turn = 1 - mine
                ready.notify()

    return in_threads(*[functools.partial(take_turns, mine) for mine in range(TURNS)])


@subject("EventHandOff.event")
def event_hand_off(operations):
    turns = [(threading.Event(), threading.Event()) for _ in range(operations)]

    def there():
        for ping, pong in turns:
            ping.set()
            pong.wait()

    def back():
        for ping, pong in turns:
            ping.wait()
            pong.set()

    return in_threads(there, back)


def barrier(parties, operations):
    meeting = threading.Barrier(parties)

    def meet():
        for _ in range(operations):
            meeting.wait()

    return in_threads(*[meet] * parties)


for number in (2, 4, 16):
    subject(f"Barrier.barrier parties={number}")(functools.partial(barrier, number))

if __name__ == "__main__":
    main()
