"""Tests of porting_check.py: `python3 tools/test_porting_check.py`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path
from typing import List

from porting.check import check, check_file
from porting.finding import KINDS, Finding
from porting.reference import Reference
from porting.traps import TRAPS

TOOLS = Path(__file__).resolve().parent
ROOT = TOOLS.parent
PROGRAM = TOOLS / "porting_check.py"
REFERENCE = ROOT / "docs" / "python-names.md"
GUIDE = ROOT / "docs" / "porting-from-python.md"
GOLDEN = TOOLS / "golden" / "examples.txt"
EXAMPLES = "examples/src/main/python"
NEW_GOLDEN = f"python3 tools/porting_check.py {EXAMPLES} > tools/golden/examples.txt"


class CheckerTest(unittest.TestCase):
    """The base class of the tests, with a temporary folder and methods that check a piece of code."""

    maxDiff = None
    reference = Reference.read(REFERENCE)

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, code: str, name: str = "program.py") -> Path:
        path = self.folder / name
        path.write_text(textwrap.dedent(code).strip() + "\n", encoding="utf-8")
        return path

    def findings(self, code: str) -> List[Finding]:
        return check_file(self.write(code), self.reference)

    def names(self, code: str) -> List[str]:
        """Returns the line and name of each finding that is not a trap."""
        return [f"{finding.line} {finding.python}" for finding in self.findings(code) if finding.kind != "trap"]

    def traps(self, code: str) -> List[str]:
        """Returns the line, anchor and code of each trap."""
        found = [finding for finding in self.findings(code) if finding.kind == "trap"]
        return [f"{trap.line} {trap.see.partition('#')[2]} {trap.python}" for trap in found]

    def run_program(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "error", str(PROGRAM), *arguments]
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)


class NamesTest(CheckerTest):
    def test_import_and_alias_are_followed(self) -> None:
        code = """
            import threading as t, concurrent.futures
            from queue import Queue as Jobs
            lock = t.Lock()
            jobs = Jobs()
            make = t.Event
            event = make()
            pool = concurrent.futures.ThreadPoolExecutor()
            lock.acquire(), jobs.get_nowait(), event.wait(), pool.submit(print).result()
            """
        self.assertEqual(
            self.names(code),
            [
                "3 threading.Lock",
                "4 queue.Queue",
                "5 threading.Event",
                "6 threading.Event",
                "7 concurrent.futures.ThreadPoolExecutor",
                "8 concurrent.futures.Future.result",
                "8 concurrent.futures.ThreadPoolExecutor.submit",
                "8 queue.Queue.get_nowait",
                "8 threading.Event.wait",
                "8 threading.Lock.acquire",
            ],
        )

    def test_import_of_all_is_followed(self) -> None:
        self.assertEqual(self.names("from threading import *\nevent = Event()"), ["2 threading.Event"])

    def test_relative_import_is_not_the_library(self) -> None:
        self.assertEqual(self.names("from .threading import Lock\nfrom . import queue\nLock(), queue.Queue()"), [])

    def test_python_2_import_is_followed(self) -> None:
        code = "try:\n    import queue\nexcept ImportError:\n    import Queue as queue\nqueue.Queue().get_nowait()"
        self.assertEqual(self.names(code), ["5 queue.Queue", "5 queue.Queue.get_nowait"])

    def test_field_is_followed_wherever_it_is_assigned(self) -> None:
        code = """
            import threading
            class Account:
                def deposit(self): self.lock.release()
                def __init__(self): self.lock = threading.Lock()
            Account().lock.locked()
            """
        self.assertEqual(self.names(code), ["3 threading.Lock.release", "4 threading.Lock", "5 threading.Lock.locked"])

    def test_with_as_is_followed(self) -> None:
        code = """
            from concurrent.futures import ThreadPoolExecutor
            with ThreadPoolExecutor() as pool:
                pool.map(str, [])
            """
        self.assertEqual(self.names(code)[-1:], ["3 concurrent.futures.ThreadPoolExecutor.map"])

    def test_with_is_a_use(self) -> None:
        code = """
            from threading import BoundedSemaphore, Lock
            lock, connections = Lock(), BoundedSemaphore(2)
            with lock, connections, open("file"): pass
            """
        self.assertEqual(self.names(code)[2:], ["3 threading.Lock.__enter__", "3 threading.Semaphore.__enter__"])

    def test_collection_is_followed(self) -> None:
        code = """
            from threading import Thread
            threads = []
            threads.append(Thread())
            for number, thread in enumerate(threads):
                thread.start()
            [thread.join() for thread in threads]
            threads[0].is_alive()
            """
        self.assertEqual(
            self.names(code)[1:], ["5 threading.Thread.start", "6 threading.Thread.join", "7 threading.Thread.is_alive"]
        )

    def joined(self, code: str) -> List[str]:
        """Returns the comments of the lines on which a join of a thread is found."""
        code = "import collections\nfrom threading import Lock, Thread\n" + textwrap.dedent(code).strip()
        found = [finding for finding in self.findings(code) if finding.python == "threading.Thread.join"]
        return [code.splitlines()[finding.line - 1].rpartition("#")[2].strip() for finding in found]

    def test_dict_is_followed(self) -> None:
        code = """
            threads, empty = {"a": Thread()}, {}
            for thread in threads.values(): thread.join()  # values
            for name, one in sorted(threads.items()): one.join(), name.join()  # items
            for index, (name, each) in enumerate(threads.items()): each.join()  # enumerate
            threads.get("a").join()  # get
            empty.get("a").join()  # added below
            threads.copy().pop("a").join()  # pop
            empty.setdefault("a", Thread()).join()  # setdefault
            dict(a=Thread())["a"].join()  # dict
            """
        expected = ["values", "items", "enumerate", "get", "added below", "pop", "setdefault", "dict"]
        self.assertEqual(self.joined(code), expected)

    def test_keys_of_a_dict_are_followed(self) -> None:
        code = """
            ages, names = {Thread(): 7}, {}
            names[Thread()] = "a"
            for thread in ages: thread.join()  # keys
            for one, age in ages.items(): one.join(), age.join()  # items
            for each in names.keys(): each.join(), ages[each].join()  # added
            """
        self.assertEqual(self.joined(code), ["keys", "items", "added"])

    def test_list_items_are_followed_into_other_lists(self) -> None:
        code = """
            first, second = [Thread()], []
            second.extend(first)
            first.pop().join()  # pop
            (first + [])[0].join()  # sum
            second[1:][0].join()  # slice
            for one in filter(None, second): one.join()  # filter
            for two in map(lambda number: Thread(), range(2)): two.join()  # map
            next(iter(first)).join()  # next
            collections.deque(first).popleft().join()  # deque
            collections.defaultdict(Thread)["a"].join()  # defaultdict
            """
        expected = ["pop", "sum", "slice", "filter", "map", "next", "deque", "defaultdict"]
        self.assertEqual(self.joined(code), expected)

    def test_result_of_a_function_is_followed(self) -> None:
        code = """
            import functools
            def make(): return Thread()
            def several():
                yield Thread()
            def again(): return again() or make()
            @functools.lru_cache(None)
            def cached(): return make()
            @replaced
            def unknown(): return Thread()
            async def later(): return Thread()
            class Pair:
                @property
                def one(self): return make()
                @classmethod
                def create(cls): return cls()
                def declared(self) -> "Thread": pass
            make().join()  # function
            for thread in several(): thread.join()  # generator
            again().join()  # recursive
            cached().join()  # cached
            unknown().join(), later().join()  # unknown
            Pair().one.join()  # property
            Pair.create().declared().join()  # declared
            """
        expected = ["function", "generator", "recursive", "cached", "property", "declared"]
        self.assertEqual(self.joined(code), expected)

    def test_default_is_followed(self) -> None:
        code = """
            def end(first, thread=Thread(), *, other=Thread()):
                first.join(), thread.join()  # positional
                other.join()  # keyword
            """
        self.assertEqual(self.joined(code), ["positional", "keyword"])

    def test_annotation_in_a_string_or_of_a_dict_is_followed(self) -> None:
        code = """
            from typing import Dict, Literal, Optional
            def f(a: "Thread", b: Optional["Thread"], c: "Dict[str, Thread]", d: "no code", e: Literal["Thread"]):
                a.join()  # string
                b.join()  # inner
                c["a"].join()  # dict
                d.join(), e.join()  # none
            thread: "Thread" = make()
            thread.join()  # variable
            """
        self.assertEqual(self.joined(code), ["string", "inner", "dict", "variable"])

    def test_enter_context_counts_as_with(self) -> None:
        code = "import threading\nlock = threading.Lock()\nstack.enter_context(lock)"
        self.assertEqual(self.names(code)[1:], ["3 threading.Lock.__enter__"])

    def test_argument_is_followed_into_functions_constructors_and_targets(self) -> None:
        code = """
            from queue import Queue
            from threading import Event, Thread
            class Worker:
                def __init__(self, jobs): self.jobs = jobs
                def work(self): self.jobs.get_nowait()
            def produce(jobs): jobs.put_nowait(1)
            def consume(jobs, stop): jobs.qsize(), stop.is_set()
            Worker(Queue())
            produce(Queue())
            Thread(target=consume, args=(Queue(), Event()))
            """
        self.assertEqual(
            self.names(code)[:4],
            [
                "5 queue.Queue.get_nowait",
                "6 queue.Queue.put_nowait",
                "7 queue.Queue.qsize",
                "7 threading.Event.is_set",
            ],
        )

    def test_annotation_is_followed(self) -> None:
        code = """
            from threading import Event, Thread
            from typing import Optional
            def end(stop: Optional[Event], threads: list[Thread]):
                stop.set(), threads[0].join()
            def started() -> Event: pass
            """
        self.assertEqual(
            self.names(code)[-3:], ["4 threading.Event.set", "4 threading.Thread.join", "5 threading.Event"]
        )

    def test_subclass_inherits_names_that_it_does_not_define(self) -> None:
        code = """
            from threading import Thread
            class Worker(Thread):
                def run(self): self.name, self.result
                def result(self): super().join()
            Worker().start()
            Worker().result()
            Worker().run()
            """
        self.assertEqual(
            self.names(code),
            ["2 threading.Thread", "3 threading.Thread.name", "4 threading.Thread.join", "5 threading.Thread.start"],
        )

    def test_variable_named_like_a_module_is_not_the_module(self) -> None:
        code = "import queue, sched, threading\ndef f(threading, *queue, **sched):\n    {}"
        self.assertEqual(self.names(code.format("threading.Lock(), queue.Queue(), sched.scheduler()")), [])

    def test_class_variable_is_not_visible_in_methods(self) -> None:
        code = """
            import threading
            class Account:
                lock = threading.Lock()
                def pay(self): lock.acquire(), self.lock.release()
            """
        self.assertEqual(self.names(code), ["3 threading.Lock", "4 threading.Lock.release"])

    def test_assignment_to_a_name_is_not_a_use(self) -> None:
        code = """
            try:
                from threading import Lock
            except ImportError:
                Lock = None
            """
        self.assertEqual(self.names(code), [])

    def test_cyclic_inheritance_terminates(self) -> None:
        code = """
            import threading
            class A(B): pass
            class B(A, threading.Thread): pass
            A().start()
            """
        self.assertEqual(self.names(code), ["3 threading.Thread", "4 threading.Thread.start"])

    def test_result_of_futures_wait_is_followed(self) -> None:
        code = """
            from concurrent.futures import wait
            done, others = wait(futures)
            for future in done: future.result()
            """
        self.assertEqual(self.names(code)[1:], ["3 concurrent.futures.Future.result"])

    def test_old_names_are_found_in_the_reference(self) -> None:
        old = ("threading.Thread.getName", "threading.Thread.isAlive")
        for name in (*old, "sched.scheduler.delayfunc", "faulthandler.dump_traceback_later"):
            self.assertIsNotNone(self.reference.find(name), name)


class NoCounterpartTest(CheckerTest):
    def none(self, code: str) -> List[str]:
        found = [finding for finding in self.findings(code) if finding.kind == "none"]
        self.assertTrue(all(finding.note for finding in found), "each finding has a note")
        return [f"{finding.line} {finding.python}" for finding in found]

    def test_row_without_counterpart_is_reported(self) -> None:
        self.assertEqual(self.none("import threading\nthreading.settrace(print)"), ["2 threading.settrace"])

    def test_program_exit_is_reported(self) -> None:
        code = "import atexit, os\natexit.register(print)\nos._exit(1)"
        self.assertEqual(self.none(code), ["2 atexit.register", "3 os._exit"])

    def test_private_name_is_reported(self) -> None:
        code = """
            import threading
            from concurrent.futures import ThreadPoolExecutor
            pool = ThreadPoolExecutor()
            pool._work_queue.qsize(), pool._threads
            threading.Thread()._stop()
            threading.Lock()._at_fork_reinit()
            threading.Thread()._nobody_knows_this
            """
        self.assertEqual(
            self.none(code),
            [
                "4 concurrent.futures.ThreadPoolExecutor._threads",
                "4 concurrent.futures.ThreadPoolExecutor._work_queue",
                "5 threading.Thread._stop",
                "6 threading.Lock._at_fork_reinit",
                "7 threading.Thread._nobody_knows_this",
            ],
        )

    def test_private_name_of_the_program_is_not_reported(self) -> None:
        code = """
            import threading
            class Worker(threading.Thread):
                def run(self): self._done = True
            data = threading.local()
            data._user = Worker()._done
            """
        self.assertEqual(self.none(code), [])

    def test_asyncio_and_gevent_are_reported_at_their_import(self) -> None:
        code = """
            import asyncio
            from gevent import monkey
            from .asyncio import sleep
            asyncio.run(asyncio.sleep(1))
            """
        self.assertEqual(self.none(code), ["1 asyncio", "2 gevent"])

    def test_process_is_reported(self) -> None:
        code = """
            import multiprocessing
            from multiprocessing import Process, SimpleQueue
            Process(), SimpleQueue(), multiprocessing.Pool().map(str, []), multiprocessing.__file__
            """
        self.assertEqual(
            self.none(code), ["3 multiprocessing.Pool", "3 multiprocessing.Process", "3 multiprocessing.SimpleQueue"]
        )

    def test_thread_pool_is_not_reported_as_a_process(self) -> None:
        code = """
            import multiprocessing.pool
            from multiprocessing import dummy
            multiprocessing.pool.ThreadPool(), dummy.Pool(), multiprocessing.pool.mapstar
            """
        self.assertEqual(self.none(code), [])
        self.assertEqual(self.names(code), ["3 multiprocessing.dummy.Pool", "3 multiprocessing.pool.ThreadPool"])

    def test_async_exception_tracing_and_signals_are_reported(self) -> None:
        code = """
            import ctypes, signal, sys
            ctypes.pythonapi.PyThreadState_SetAsyncExc(1, None)
            sys.settrace(print)
            signal.signal(signal.SIGTERM, print)
            """
        self.assertEqual(
            self.none(code), ["2 ctypes.pythonapi.PyThreadState_SetAsyncExc", "3 sys.settrace", "4 signal.signal"]
        )


class TrapsTest(CheckerTest):
    def test_number_for_blocking_is_a_trap(self) -> None:
        lock = "from threading import Lock\nlock = Lock()\n"
        self.assertEqual(self.traps(lock + "lock.acquire(1)"), ["3 number-for-blocking lock.acquire(1)"])
        self.assertEqual(self.traps(lock + "lock.acquire(True), lock.acquire(0), lock.acquire(timeout=1)"), [])
        queue = "from queue import PriorityQueue\njobs = PriorityQueue()\n"
        self.assertEqual(self.traps(queue + "jobs.get(1)"), ["3 number-for-blocking jobs.get(1)"])
        self.assertEqual(self.traps(queue + "jobs.put(7, 1)"), ["3 number-for-blocking jobs.put(7, 1)"])
        self.assertEqual(self.traps(queue + "jobs.put(1), {}.get(1)"), [])

    def test_pool_close_is_a_trap(self) -> None:
        code = "from multiprocessing.pool import ThreadPool\npool = ThreadPool()\npool.close()"
        self.assertEqual(self.traps(code), ["3 pool-close pool.close()"])
        self.assertEqual(self.traps("pool = open('pool')\npool.close()"), [])

    def test_subclass_of_queue_is_a_trap(self) -> None:
        code = "import queue\nclass Stack(queue.LifoQueue):\n    pass"
        self.assertEqual(self.traps(code), ["2 subclass-of-queue class Stack(queue.LifoQueue)"])
        self.assertEqual(self.traps("import queue\nclass Stack(list):\n    jobs = queue.Queue()"), [])

    def test_flag_in_a_field_is_a_trap(self) -> None:
        code = """
            from threading import Event, Thread
            class Worker(Thread):
                def __init__(self): self.{field} = {value}
                def run(self):
                    while not self.{field}{call}: pass
            """
        plain = self.traps(code.format(field="ended", value="False", call=""))
        self.assertEqual(plain, ["5 flag-in-a-field while not self.ended"])
        declared = self.traps(code.format(field="ended", value="False; self.ended: bool", call=""))
        self.assertEqual(declared, plain)
        self.assertEqual(self.traps(code.format(field="ended", value="Event()", call=".is_set()")), [])

    def test_flag_in_a_field_read_by_a_target_is_a_trap(self) -> None:
        code = """
            from threading import Thread
            class Worker:
                def start(self): self.running = True; Thread(target=self.work).start()
                def work(self):
                    while self.running: pass
                def other(self):
                    while self.running: pass
            """
        self.assertEqual(self.traps(code), ["5 flag-in-a-field while self.running"])

    def test_flag_in_a_global_variable_is_a_trap(self) -> None:
        code = """
            from threading import Thread
            running, size = {value}, 3
            def work():
                while running: pass
            Thread(target=work).start()
            """
        self.assertEqual(self.traps(code.format(value="True")), ["4 flag-in-a-field while running"])
        self.assertEqual(self.traps(code.format(value="7")), [])

    def test_flag_in_a_comparison_or_a_break_is_a_trap(self) -> None:
        code = """
            from threading import Thread
            class Worker(Thread):
                def __init__(self): self.running = True
                def run(self):
                    while self.running == True: pass
                    while True:
                        if not self.running: break
                def count(self):
                    while True:
                        if not self.running: pass
            """
        self.assertEqual(
            self.traps(code), ["5 flag-in-a-field while self.running == True", "7 flag-in-a-field if not self.running"]
        )

    def test_field_changed_only_in_the_loop_is_not_a_trap(self) -> None:
        code = """
            from threading import Thread
            class Worker(Thread):
                def __init__(self): self.retries, self.items = 5, [1, 2]
                def run(self):
                    while self.retries: self.retries -= 1
                    while self.items: self.items.pop()
                {other}
            """
        self.assertEqual(self.traps(code.format(other="")), [])
        stopped = self.traps(code.format(other="def stop(self): self.retries = 0"))
        self.assertEqual(stopped, ["5 flag-in-a-field while self.retries"])

    def test_arguments_evaluated_early_are_a_trap(self) -> None:
        thread = "from threading import Thread\nThread(target=print, {})"
        self.assertEqual(self.traps(thread.format("args=(input(),)")), ["2 evaluated-arguments Thread(.. (input(),))"])
        self.assertEqual(
            self.traps(thread.format("kwargs={'end': input()}")), ["2 evaluated-arguments Thread(.. {'end': input()})"]
        )
        self.assertEqual(self.traps(thread.format("args=(1, name)")), [])
        pool = "from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor().submit(print, input())"
        self.assertEqual(self.traps(pool), ["2 evaluated-arguments ThreadPoolExecutor().submit(print, input())"])

    def test_call_in_an_argument_is_a_trap_except_in_a_lambda(self) -> None:
        thread = "from threading import Thread\nThread(target=print, {})"
        self.assertEqual(len(self.traps(thread.format("args=(input() + '!',)"))), 1)
        self.assertEqual(len(self.traps(thread.format("kwargs=dict(end=input())"))), 1)
        self.assertEqual(self.traps(thread.format("args=(lambda: input(), -1), kwargs=dict(end=1)")), [])
        pool = "from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor().submit(print, {})"
        for argument in ("end=input()", "[input()]", "-input()"):
            self.assertEqual(len(self.traps(pool.format(argument))), 1, argument)
        self.assertEqual(self.traps(pool.format("lambda: input(), end=name")), [])

    def test_submitted_context_run_skips_the_function(self) -> None:
        code = """
            from concurrent.futures import ThreadPoolExecutor
            from contextvars import copy_context
            ThreadPoolExecutor().submit(copy_context().run, getLogger().info, {})
            """
        self.assertEqual(self.traps(code.format("'end'")), [])
        self.assertEqual(len(self.traps(code.format("input()"))), 1)

    def test_daemon_attribute_is_a_trap(self) -> None:
        code = "import threading\nthread = threading.Timer(1, print)\nthread.daemon = True"
        self.assertEqual(self.traps(code), ["3 daemon-attribute thread.daemon = True"])
        code = "import threading\nclass T(threading.Thread):\n    def __init__(self): self.daemon = True"
        self.assertEqual(self.traps(code), ["3 daemon-attribute self.daemon = True"])
        self.assertEqual(self.traps("import threading\nthreading.Thread(daemon=True).daemon"), [])

    def test_daemon_attribute_of_a_class_is_a_trap(self) -> None:
        code = "import threading\nclass T({}):\n    daemon = True"
        self.assertEqual(self.traps(code.format("threading.Thread")), ["3 daemon-attribute daemon = True"])
        self.assertEqual(self.traps(code.format("Service")), [])

    def test_shared_list_or_dict_is_a_trap(self) -> None:
        code = "import threading\nfound = []\nthreading.Thread(target=lambda: found.append(1))"
        self.assertEqual(self.traps(code), ["3 lists-and-dicts found.append(1)"])
        code = """
            import threading
            from concurrent.futures import ThreadPoolExecutor
            counts, lock = {}, threading.Lock()
            def count(word):
                own = []
                own.append(word)
                with lock:
                    counts[word] = 0
                counts[word] = 1
            ThreadPoolExecutor().map(count, [])
            def not_in_a_thread(): counts.clear()
            """
        self.assertEqual(self.traps(code), ["9 lists-and-dicts counts[word] = .."])

    def test_guarded_collection_is_not_a_trap(self) -> None:
        code = """
            import threading
            import others
            from others import guard
            found, lock = [], threading.Lock()
            def work():
                lock.acquire()
                try: found.append(1)
                finally: lock.release()
                with guard: found.append(2)
                with others.lock_for(found): found.append(3)
                if not lock.acquire(timeout=1): return
                found.append(4)
                lock.release()
                found.append(5)
                with open("file"): found.append(6)
            threading.Thread(target=work).start()
            """
        self.assertEqual(
            self.traps(code), ["14 lists-and-dicts found.append(5)", "15 lists-and-dicts found.append(6)"]
        )

    def test_list_changed_only_by_its_thread_is_not_a_trap(self) -> None:
        code = """
            import threading
            class Worker(threading.Thread):
                {shared}
                def __init__(self): self.results = []
                def run(self): self.results.append(1)
                def other(self): {other}
            """
        found = ["5 lists-and-dicts self.results.append(1)"]
        self.assertEqual(self.traps(code.format(shared="pass", other="return self.results")), [])
        self.assertEqual(self.traps(code.format(shared="pass", other="self.results.clear()")), found)
        self.assertEqual(self.traps(code.format(shared="results = []", other="pass")), found)

    def test_catch_all_around_a_wait_is_a_trap(self) -> None:
        code = """
            from threading import Event
            stop = Event()
            while True:
                try: stop.wait(1)
                except {caught}: {body}
            """
        trapped = self.traps(code.format(caught="Exception as e", body="print(e)"))
        self.assertEqual(trapped, ["5 catch-all-around-a-wait except Exception"])
        self.assertEqual(self.traps(code.format(caught="Exception", body="break")), [])
        self.assertEqual(self.traps(code.format(caught="ValueError", body="pass")), [])

    def test_catch_all_that_may_continue_the_loop_is_a_trap(self) -> None:
        code = """
            from threading import Event
            stop = Event()
            while True:
                try: stop.wait(1)
                except Exception as e:
                    if e: raise
                    {other}
            """
        self.assertEqual(self.traps(code.format(other="print(e)")), ["5 catch-all-around-a-wait except Exception"])
        self.assertEqual(self.traps(code.format(other="else: break")), [])

    def test_catch_all_around_each_kind_of_wait_is_a_trap(self) -> None:
        code = """
            from concurrent.futures import ThreadPoolExecutor
            from multiprocessing.pool import ThreadPool
            from threading import Lock, Semaphore
            executor, pool, lock, semaphore = ThreadPoolExecutor(), ThreadPool(), Lock(), Semaphore()
            while True:
                try: {wait}
                except Exception: pass
            """
        waits = ("executor.shutdown()", "pool.join()", "pool.map(str, [])", "lock.acquire(timeout=1)")
        inside = "\n" + " " * 20  # the try
        for wait in (*waits, f"{inside}with semaphore: pass", f"{inside}for x in executor.map(str, []): pass"):
            trapped = self.traps(code.format(wait=wait))
            self.assertEqual([trap.partition(" ")[2] for trap in trapped], ["catch-all-around-a-wait except Exception"])
        for wait in ("lock.acquire()", "pool.close", f"{inside}with lock: pass", "executor.map(str, [])"):
            self.assertEqual(self.traps(code.format(wait=wait)), [], wait)

    def test_lock_acquired_twice_is_a_trap(self) -> None:
        code = """
            from threading import {kind}
            class Account:
                def __init__(self): self.lock = {kind}()
                def pay(self):
                    with self.lock:
                        self.log()
                def log(self):
                    with self.lock: pass
                    self.lock.acquire()
                    self.lock.acquire({argument})
            """
        twice = self.traps(code.format(kind="Lock", argument=""))
        self.assertEqual(twice, ["6 lock-twice self.log()", "10 lock-twice self.lock.acquire()"])
        self.assertEqual(self.traps(code.format(kind="Lock", argument="False")), ["6 lock-twice self.log()"])
        self.assertEqual(self.traps(code.format(kind="RLock", argument="")), [])

    def test_lock_released_before_or_by_another_thread_is_not_a_trap(self) -> None:
        code = """
            from threading import Lock, Thread
            lock, signal = Lock(), Lock()
            def wait():
                signal.acquire()
                Thread(target=lambda: signal.release()).start()
                signal.acquire()
                with lock:
                    lock.release()
                    lock.acquire()
            """
        self.assertEqual(self.traps(code), [])

    def test_lock_acquired_twice_in_module_or_class_functions_is_a_trap(self) -> None:
        code = """
            from threading import Lock
            lock = Lock()
            def outer():
                with lock: inner()
            def inner():
                with lock: pass
            class Account:
                _lock = Lock()
                @classmethod
                def get(cls):
                    with cls._lock: return cls.make()
                @classmethod
                def make(cls):
                    with cls._lock: pass
                def pay(self):
                    if self._lock.acquire(): self.log()
                def log(self):
                    with self._lock: pass
            """
        self.assertEqual(
            self.traps(code), ["4 lock-twice inner()", "11 lock-twice cls.make()", "16 lock-twice self.log()"]
        )

    def test_lock_of_another_object_is_not_a_trap(self) -> None:
        code = """
            from threading import Lock
            class Node:
                def __init__(self): self.lock, self.next = Lock(), None
            def walk(node: Node, lock: Lock):
                with node.lock:
                    node = node.next
                    with node.lock: pass
                with node.lock:
                    for node in []:
                        with node.lock: pass
                with lock: own()
            def own():
                lock = Lock()
                with lock: pass
            """
        self.assertEqual(self.traps(code), [])

    def test_exit_in_a_target_is_a_trap(self) -> None:
        code = """
            import sys
            from threading import Thread
            def work():
                if sys.argv: sys.exit(1)
            Thread(target=work).start()
            def main(): sys.exit()
            """
        self.assertEqual(self.traps(code), ["4 exit-in-a-thread sys.exit(1)"])

    def test_traps_match_the_anchors_of_the_guide(self) -> None:
        guide = GUIDE.read_text(encoding="utf-8")
        section = guide[guide.index("\n## Traps\n") : guide.index("\n## When a program ends\n")]
        self.assertEqual(sorted(re.findall(r'<a id="([\w-]+)">', section)), sorted(trap.anchor for trap in TRAPS))

    def test_advice_is_in_the_guide_or_the_reference(self) -> None:
        docs = GUIDE.read_text(encoding="utf-8") + REFERENCE.read_text(encoding="utf-8")
        for trap in TRAPS:
            for word in re.findall(r"[\w.]+(?=\()", trap.java):
                self.assertIn(f"{word}(", docs, trap.anchor)


class FilesTest(CheckerTest):
    def unread(self, path: Path) -> str:
        files, findings = check([path], self.reference)
        self.assertEqual([finding.kind for finding in findings], ["unread"])
        return f"{findings[0].line} {findings[0].python}"

    def test_unparsable_file_is_listed(self) -> None:
        self.assertEqual(self.unread(self.write("import threading\nprint 'hello'")), "2 SyntaxError")

    def test_undecodable_file_is_listed(self) -> None:
        path = self.folder / "latin.py"
        path.write_bytes(b"name = '\xe9'\n")
        self.assertEqual(self.unread(path), "1 SyntaxError")

    def test_file_with_null_bytes_is_listed(self) -> None:
        path = self.folder / "null.py"
        path.write_bytes(b"a\0b\n")
        self.assertIn(self.unread(path), ("1 ValueError", "1 SyntaxError"))  # depends on the version of Python

    def test_too_deeply_nested_file_is_listed(self) -> None:
        path = self.write("from threading import Lock\nx = " + "-" * 5000 + "1")
        self.assertIn(self.unread(path).partition(" ")[2], ("RecursionError", "MemoryError", "SyntaxError"))

    def test_pipe_in_a_folder_is_listed(self) -> None:
        path = self.folder / "pipe.py"
        os.mkfifo(path)
        _, findings = check([self.folder], self.reference)
        self.assertEqual([(finding.kind, finding.note) for finding in findings], [("unread", "not a regular file")])

    def test_file_given_twice_is_listed_once(self) -> None:
        path = self.write("import threading\nthreading.Lock()")
        files, findings = check([path, self.folder, path.parent / "." / path.name], self.reference)
        self.assertEqual((files, len(findings)), (1, 1))

    def test_declared_encoding_is_used(self) -> None:
        path = self.folder / "latin.py"
        path.write_bytes(b"# coding: latin-1\nimport threading\nthreading.Thread(name='\xe9')\n")
        self.assertEqual([finding.line for finding in check_file(path, self.reference)], [3])

    def test_sources_in_a_folder_are_listed_in_order(self) -> None:
        for name in ("b.py", "a.py", "note.txt", ".venv/c.py", "inner/d.pyw"):
            (self.folder / name).parent.mkdir(exist_ok=True)
            self.write("import threading\nthreading.Lock()", name)
        files, findings = check([self.folder], self.reference)
        self.assertEqual(files, 3)
        self.assertEqual([Path(finding.path).name for finding in findings], ["a.py", "b.py", "d.pyw"])


class ProgramTest(CheckerTest):
    def test_examples_yield_the_golden_list(self) -> None:
        done = self.run_program(EXAMPLES)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(done.stdout, GOLDEN.read_text(encoding="utf-8"), f"if the change is intended: {NEW_GOLDEN}")

    def test_guide_shows_actual_lines(self) -> None:
        code = """
            import threading, multiprocessing.pool
            from concurrent.futures import ThreadPoolExecutor
            threading.Event().wait(1.0)
            pool = multiprocessing.pool.ThreadPool()
            pool.close()
            ThreadPoolExecutor()._work_queue
            """
        lines = [str(finding).split(": ", 1)[1] for finding in self.findings(code)]
        shown = re.findall(r"(?m)^src/\w+\.py:\d+: (.+)$", GUIDE.read_text(encoding="utf-8"))
        self.assertEqual(len(shown), 3)
        self.assertLessEqual(set(shown), set(lines))

    def test_json_matches_the_lines(self) -> None:
        path = str(self.write("import threading\nthreading.Lock().acquire(1)"))
        rows = json.loads(self.run_program("--json", path).stdout)
        self.assertEqual([row["kind"] for row in rows], ["name", "name", "trap"])
        self.assertEqual([str(Finding(**row)) for row in rows], self.run_program(path).stdout.splitlines())

    def test_summary_counts_by_kind_and_name(self) -> None:
        self.write("import asyncio, threading\nthreading.Lock().acquire(1)\nthreading.Lock()")
        self.write("print 1", "old.py")
        expected = """\
            files: 2
            with findings: 2
            name: 3
                 2 threading.Lock
                 1 threading.Lock.acquire
            none: 1
                 1 asyncio
            trap: 1
                 1 number-for-blocking
            unread: 1
                 1 SyntaxError
            """
        self.assertEqual(self.run_program("--summary", str(self.folder)).stdout, textwrap.dedent(expected))

    def test_summary_as_json(self) -> None:
        self.write("import threading\nthreading.Lock(), threading.Lock()")
        summary = json.loads(self.run_program("--summary", "--json", str(self.folder)).stdout)
        self.assertEqual(summary.pop("files"), 1)
        self.assertEqual(summary.pop("with findings"), 1)
        self.assertEqual(summary, {**{kind: {} for kind in KINDS}, "name": {"threading.Lock": 1}})

    def test_bad_argument_is_an_error(self) -> None:
        missing = str(self.folder / "missing")
        for arguments in ([], [missing], ["--reference", missing, str(self.folder)], ["--nonsense", "."]):
            done = self.run_program(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
            self.assertIn("error: ", done.stderr)

    def test_reference_without_its_tables_is_an_error(self) -> None:
        done = self.run_program("--reference", str(ROOT / "README.md"), EXAMPLES)
        self.assertEqual(done.returncode, 2)
        self.assertIn("no table", done.stderr)

    def shell(self, command: str) -> subprocess.CompletedProcess[str]:
        """Runs `python` with the given command line in a shell."""
        command = f'"{sys.executable}" {command}'
        return subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)

    def test_closed_pipe_is_not_an_error(self) -> None:
        path = self.write("import threading\n" + "threading.Lock()\n" * 5000)
        done = self.shell(f'"{PROGRAM}" "{path}" | head -n 1')
        self.assertEqual(done.stderr, "")

    def test_output_that_cannot_be_written_is_an_error(self) -> None:
        for output in (">&-", ">/dev/full"):
            done = self.shell(f'"{PROGRAM}" {EXAMPLES} {output}')
            self.assertEqual(done.returncode, 1, output)
            self.assertRegex(done.stderr, r"^porting_check\.py: error: cannot write the list: .+\n$")

    def test_program_runs_as_a_module_and_isolated(self) -> None:
        for command in (f'-m tools.porting_check "{self.folder}"', f'-I "{PROGRAM}" "{self.folder}"'):
            done = self.shell(command)
            self.assertEqual((done.returncode, done.stderr), (0, ""), command)

    def test_older_python_exits_with_a_message(self) -> None:
        older = f"import runpy, sys; sys.version_info = (3, 8); runpy.run_path({str(PROGRAM)!r})"
        done = self.shell(f'-c "{older}"')
        self.assertEqual((done.returncode, done.stderr), (1, "porting_check.py needs Python 3.9 or later\n"))

    def test_long_elif_chain_is_read(self) -> None:
        branches = "".join(f"elif x == {number}: threading.Lock()\n" for number in range(1000))
        path = self.write("import threading\nx = 7\nif x: pass\n" + branches)
        done = self.run_program("--summary", str(path))
        self.assertIn("name: 1000\n", done.stdout)
        self.assertIn("unread: 0\n", done.stdout)


if __name__ == "__main__":
    unittest.main()
