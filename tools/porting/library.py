"""Tables about Python's library, used to determine what an expression denotes.

Names are fully qualified: `threading.Lock.acquire` is the method of each lock.
"""

from __future__ import annotations

from typing import Iterator

MODULES = (
    "threading",
    "queue",
    "concurrent.futures",
    "contextvars",
    "sched",
    "_thread",
    "faulthandler",
    "multiprocessing.pool",
    "multiprocessing.dummy",
)

# Other names of the same things: internal modules, and modules of Python 2.
_OTHER_NAMES = {
    "concurrent.futures.thread": "concurrent.futures",
    "concurrent.futures.process": "concurrent.futures",
    "concurrent.futures.interpreter": "concurrent.futures",
    "concurrent.futures._base": "concurrent.futures",
    "multiprocessing.pool.ApplyResult": "multiprocessing.pool.AsyncResult",
    "multiprocessing.pool.MapResult": "multiprocessing.pool.AsyncResult",
    "_queue": "queue",
    "_contextvars": "contextvars",
    "_threading_local": "threading",
    "dummy_threading": "threading",
    "_dummy_thread": "_thread",
    "six.moves.queue": "queue",
    "six.moves._thread": "_thread",
    "Queue": "queue",
    "thread": "_thread",
}

# The base of each class, whose methods the class inherits.
_BASES = {
    "threading.Timer": "threading.Thread",
    "threading._MainThread": "threading.Thread",
    "threading._DummyThread": "threading.Thread",
    "threading.BoundedSemaphore": "threading.Semaphore",
    "queue.LifoQueue": "queue.Queue",
    "queue.PriorityQueue": "queue.Queue",
    "concurrent.futures.ThreadPoolExecutor": "concurrent.futures.Executor",
    "concurrent.futures.ProcessPoolExecutor": "concurrent.futures.Executor",
    "concurrent.futures.InterpreterPoolExecutor": "concurrent.futures.Executor",
    "_thread.lock": "threading.Lock",
    "_thread.LockType": "threading.Lock",
    "_thread.RLock": "threading.RLock",
    "multiprocessing.dummy.Process": "threading.Thread",
    "multiprocessing.dummy.DummyProcess": "threading.Thread",
    "multiprocessing.dummy.Lock": "threading.Lock",
    "multiprocessing.dummy.RLock": "threading.RLock",
    "multiprocessing.dummy.Semaphore": "threading.Semaphore",
    "multiprocessing.dummy.BoundedSemaphore": "threading.BoundedSemaphore",
    "multiprocessing.dummy.Condition": "threading.Condition",
    "multiprocessing.dummy.Event": "threading.Event",
    "multiprocessing.dummy.Barrier": "threading.Barrier",
    "multiprocessing.dummy.Queue": "queue.Queue",
    "multiprocessing.dummy.JoinableQueue": "queue.Queue",
    "multiprocessing.dummy.Pool": "multiprocessing.pool.ThreadPool",
}

# The result of wait(): a pair of sets of futures.
DONE_AND_NOT_DONE = "concurrent.futures.DoneAndNotDoneFutures"
FUTURE = "concurrent.futures.Future"

# The class of the object that a call returns.
RESULTS = {
    "threading.current_thread": "threading.Thread",
    "threading.currentThread": "threading.Thread",
    "threading.main_thread": "threading.Thread",
    "_thread.allocate_lock": "threading.Lock",
    "_thread.allocate": "threading.Lock",
    "concurrent.futures.Executor.submit": "concurrent.futures.Future",
    "concurrent.futures.wait": DONE_AND_NOT_DONE,
    "multiprocessing.pool.ThreadPool.apply_async": "multiprocessing.pool.AsyncResult",
    "multiprocessing.pool.ThreadPool.map_async": "multiprocessing.pool.AsyncResult",
    "multiprocessing.pool.ThreadPool.starmap_async": "multiprocessing.pool.AsyncResult",
    "multiprocessing.pool.ThreadPool.imap": "multiprocessing.pool.IMapIterator",
    "multiprocessing.pool.ThreadPool.imap_unordered": "multiprocessing.pool.IMapIterator",
    "multiprocessing.dummy.current_process": "threading.Thread",
    "contextvars.copy_context": "contextvars.Context",
    "contextvars.Context.copy": "contextvars.Context",
    "contextvars.ContextVar.set": "contextvars.Token",
    "threading.local": "threading.local",
    "sched.scheduler": "sched.scheduler",
    "sched.scheduler.enter": "sched.Event",
    "sched.scheduler.enterabs": "sched.Event",
}

# The class of the objects in the collection that a call returns.
SEVERAL_RESULTS = {
    "threading.enumerate": "threading.Thread",
    "concurrent.futures.as_completed": "concurrent.futures.Future",
    "multiprocessing.dummy.active_children": "threading.Thread",
}

# The class of the object that an attribute holds.
ATTRIBUTES = {
    "threading.Timer.finished": "threading.Event",
}

# Attributes of Python's classes that a program may assign.
ASSIGNABLE = {"name", "daemon", "maxsize"}

# For each call, the argument that another thread runs: the index and the name of its parameter.
TARGETS = {
    "threading.Thread": (1, "target"),
    "threading.Timer": (1, "function"),
    "multiprocessing.dummy.Process": (1, "target"),
    "_thread.start_new_thread": (0, "function"),
    "_thread.start_new": (0, "function"),
    "concurrent.futures.Executor.submit": (0, "fn"),
    "concurrent.futures.Executor.map": (0, "fn"),
    **{
        f"multiprocessing.pool.ThreadPool.{name}": (0, "func")
        for name in ("apply", "apply_async", "map", "map_async", "starmap", "starmap_async", "imap", "imap_unordered")
    },
}

# Functions that take a tuple or dict of arguments for a later call.
TAKE_ARGUMENTS = {
    "threading.Thread",
    "threading.Timer",
    "multiprocessing.dummy.Process",
    "_thread.start_new_thread",
    "_thread.start_new",
    "multiprocessing.pool.ThreadPool.apply",
    "multiprocessing.pool.ThreadPool.apply_async",
    "sched.scheduler.enter",
    "sched.scheduler.enterabs",
}

# Functions whose counterparts throw InterruptedException in Java.
WAITS = {
    "time.sleep",
    "threading.Thread.join",
    "threading.Semaphore.acquire",
    "threading.Condition.wait",
    "threading.Condition.wait_for",
    "threading.Event.wait",
    "threading.Barrier.wait",
    "queue.Queue.get",
    "queue.Queue.put",
    "queue.Queue.join",
    "queue.SimpleQueue.get",
    "concurrent.futures.wait",
    "concurrent.futures.Future.result",
    "concurrent.futures.Future.exception",
    "multiprocessing.pool.AsyncResult.get",
    "multiprocessing.pool.AsyncResult.wait",
    "multiprocessing.pool.IMapIterator.next",
    "concurrent.futures.Executor.shutdown",
    *(f"multiprocessing.pool.ThreadPool.{name}" for name in ("apply", "map", "starmap", "join")),
}

WAIT_WITH_A_TIMEOUT = {
    "threading.Lock.acquire",
    "threading.RLock.acquire",
    "threading.Condition.acquire",
}

# Functions that return an iterator that waits for each item.
WAIT_IN_A_LOOP = {
    "concurrent.futures.as_completed",
    "concurrent.futures.Executor.map",
    "multiprocessing.pool.ThreadPool.imap",
    "multiprocessing.pool.ThreadPool.imap_unordered",
}


def canonical(name: str) -> str:
    """Returns the name that the reference uses."""
    for other, usual in _OTHER_NAMES.items():
        if name == other or name.startswith(other + "."):
            return usual + name[len(other) :]
    return name


def is_ours(name: str) -> bool:
    """Returns whether a name is one of the modules that threading4j brings to Java, or belongs to one of them."""
    return any(name == module or name.startswith(module + ".") for module in MODULES)


def is_private(name: str) -> bool:
    """Returns whether a name of one of these modules is private; attributes of a `local` are not."""
    owner, _, last = name.rpartition(".")
    return is_ours(owner) and last.startswith("_") and not last.endswith("__") and owner != "threading.local"


def inherited(name: str) -> Iterator[str]:
    """Yields a name and its names in the base classes: `queue.LifoQueue.put`, `queue.Queue.put`."""
    yield name
    owner, _, member = name.rpartition(".")
    while owner in _BASES:
        owner = _BASES[owner]
        yield f"{owner}.{member}"


def is_a(name: str, base: str) -> bool:
    """Returns whether a class is the given base or a subclass of it."""
    while name != base and name in _BASES:
        name = _BASES[name]
    return name == base
