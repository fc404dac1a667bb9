"""Finds code whose direct translation to Java has a different meaning.

`TRAPS` lists the kinds of trap. Each has an anchor in the guide and a function that finds it.
"""

from __future__ import annotations

import ast
from typing import Callable, Iterable, Iterator, List, NamedTuple, Tuple

from porting import library
from porting.collections import written_unguarded
from porting.held import LOCKS
from porting.locks import acquired_twice
from porting.loops import catch_alls, flags_in_fields
from porting.scopes import own_nodes
from porting.source import Source, assigns, quoted
from porting.targets import targets

Place = Tuple[ast.AST, str]  # the node, and the code to show

_QUEUES = ("queue.Queue", "queue.SimpleQueue")
_NUMBER_AT = {  # the index of the argument "blocking"
    **{f"{lock}.acquire": 0 for lock in LOCKS},
    **{f"{queue}.get": 0 for queue in _QUEUES},
    **{f"{queue}.put": 1 for queue in _QUEUES},
}


class Trap(NamedTuple):
    """A kind of trap."""

    anchor: str
    java: str
    note: str
    find: Callable[[Source], Iterable[Place]]


def traps(source: Source) -> Iterator[Tuple[ast.AST, str, Trap]]:
    """Returns each trap in a file: the node, the code, and its kind."""
    for trap in TRAPS:
        for node, code in trap.find(source):
            yield node, code, trap


# acquire(1), get(1), put(item, 1)


def _numbers_for_blocking(source: Source) -> Iterator[Place]:
    for call in source.nodes(ast.Call):
        place = _NUMBER_AT.get(source.callee(call))
        if place is not None and len(call.args) > place and _is_number(call.args[place]):
            yield call, quoted(call)


def _is_number(node: ast.expr) -> bool:
    """Returns whether a node is a number other than 0; with 0, the call does not block in Java either."""
    return isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value != 0


# pool.close()


def _pool_closes(source: Source) -> Iterator[Place]:
    for call in source.nodes(ast.Call):
        if source.callee(call) == "multiprocessing.pool.ThreadPool.close":
            yield call, quoted(call)


# class Jobs(Queue)


def _subclasses_of_queue(source: Source) -> Iterator[Place]:
    for local in source.classes:
        if any(source.extends(local, queue) for queue in _QUEUES):
            yield local.node, f"class {local.node.name}({', '.join(map(quoted, local.node.bases))})"


# args=(next_id(),)


def _evaluated_arguments(source: Source) -> Iterator[Place]:
    for call in source.nodes(ast.Call):
        callee = source.callee(call)
        keywords = [keyword.value for keyword in call.keywords]
        if callee == "concurrent.futures.Executor.submit" and _has_call([*_submitted(source, call), *keywords]):
            yield call, quoted(call)
        elif callee in library.TAKE_ARGUMENTS:
            for argument in [*call.args, *keywords]:
                if _has_call(_items(source, argument)):
                    yield argument, f"{quoted(call.func)}(.. {quoted(argument)})"


def _submitted(source: Source, call: ast.Call) -> List[ast.expr]:
    """Returns the arguments of a submitted function, even if it runs in a context."""
    is_in_context = bool(call.args) and source.name(call.args[0]) == "contextvars.Context.run"
    return call.args[2 if is_in_context else 1 :]


def _items(source: Source, node: ast.expr) -> List[ast.expr]:
    """Returns the values in a literal tuple, list or dict."""
    if isinstance(node, ast.Dict):
        return node.values
    if isinstance(node, ast.Call) and source.name(node.func) == "dict":
        return [keyword.value for keyword in node.keywords]
    return node.elts if isinstance(node, (ast.Tuple, ast.List)) else []


def _has_call(nodes: List[ast.expr]) -> bool:
    """Returns whether the nodes contain a call outside of lambdas."""
    evaluated = [node for node in nodes if not isinstance(node, ast.Lambda)]
    return any(isinstance(inner, ast.Call) for node in evaluated for inner in (node, *own_nodes(node)))


# thread.daemon = True


def _daemon_attributes(source: Source) -> Iterator[Place]:
    for statement in source.nodes(ast.Assign):
        names = filter(None, map(source.name, statement.targets))
        if any("threading.Thread.daemon" in library.inherited(name) for name in names):
            yield statement, quoted(statement)
    for local in source.classes:
        if source.extends(local, "threading.Thread"):
            yield from ((node, quoted(node)) for node in local.node.body if assigns(node, "daemon"))


# sys.exit() in a target


def _exits(source: Source) -> Iterator[Place]:
    for function in targets(source):
        for node in own_nodes(function):
            if isinstance(node, ast.Call) and source.callee(node) == "sys.exit":
                yield node, quoted(node)


TRAPS = (
    Trap(
        "number-for-blocking",
        "acquire(true), get(), put(item)",
        "a number means seconds; in Python it means blocking=True",
        _numbers_for_blocking,
    ),
    Trap("pool-close", "noMoreTasks()", "close() drops unfinished tasks", _pool_closes),
    Trap(
        "subclass-of-queue",
        "Queue.withStore(maxsize, store), or PriorityQueue with a comparator",
        "Queue cannot be extended; the store returns whether it accepts an item",
        _subclasses_of_queue,
    ),
    Trap("exit-in-a-thread", "throw exit()", "System.exit ends the whole program", _exits),
    Trap(
        "flag-in-a-field",
        "Event, or a volatile field",
        "the loop may never see a change of a plain field",
        flags_in_fields,
    ),
    Trap(
        "evaluated-arguments",
        "a variable before the lambda",
        "a lambda runs its calls later, in the new thread",
        _evaluated_arguments,
    ),
    Trap(
        "daemon-attribute",
        "setDaemon(true), or builder().daemon(true)",
        "must precede the start",
        _daemon_attributes,
    ),
    Trap(
        "lists-and-dicts",
        "a lock, a queue, or a collection of java.util.concurrent",
        "ArrayList and HashMap are not thread-safe",
        written_unguarded,
    ),
    Trap(
        "catch-all-around-a-wait",
        "catch only expected exceptions",
        "catch (Exception e) catches InterruptedException, and the loop never ends",
        catch_alls,
    ),
    Trap(
        "lock-twice",
        "RLock, or a method that is called with the lock held",
        "a Lock is not reentrant",
        acquired_twice,
    ),
)
