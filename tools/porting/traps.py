"""Finds what reads the same in Java and means something else.

`TRAPS` lists the kinds of trap: each has its place in the guide, and a function that finds it.
"""

from __future__ import annotations

import ast
from typing import Callable, Iterable, Iterator, List, NamedTuple, Optional, Tuple

from porting import library
from porting.locks import acquired_twice
from porting.scopes import FUNCTIONS, Function
from porting.source import Source, own_nodes, quoted

Place = Tuple[ast.AST, str]  # where, and the code that says what is meant

_LOCKS = ("threading.Lock", "threading.RLock", "threading.Condition", "threading.Semaphore")
_QUEUES = ("queue.Queue", "queue.SimpleQueue")
_NUMBER_AT = {  # where a number would be taken for "blocking"
    **{f"{lock}.acquire": 0 for lock in _LOCKS},
    **{f"{queue}.get": 0 for queue in _QUEUES},
    **{f"{queue}.put": 1 for queue in _QUEUES},
}
_WRITING = {
    *("append", "appendleft", "extend", "extendleft", "insert", "pop", "popleft", "popitem", "remove", "discard"),
    *("add", "clear", "update", "setdefault", "sort", "reverse"),
}
_CATCHES_ALL = {"Exception", "BaseException"}


class Trap(NamedTuple):
    """A kind of trap."""

    anchor: str
    java: str
    note: str
    find: Callable[[Source], Iterable[Place]]


def traps(source: Source) -> Iterator[Tuple[ast.AST, str, Trap]]:
    """Each trap in a file: where, the code, and its kind."""
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
    """Whether it is a number other than 0, which does not block in Java either."""
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


# while self.running


def _flags_in_fields(source: Source) -> Iterator[Place]:
    for function in _run_by_threads(source):
        for loop in own_nodes(function):
            if isinstance(loop, ast.While) and any(map(source.is_plain_field, _parts(loop.test))):
                yield loop, f"while {quoted(loop.test)}"


def _run_by_threads(source: Source) -> Iterator[Function]:
    """Targets, and all methods of threads."""
    found = set(_targets(source))
    for local in source.classes:
        if source.extends(local, "threading.Thread"):
            found.update(local.methods())
    yield from found


def _targets(source: Source) -> Iterator[Function]:
    """The functions that are given to a thread or a pool, and the `run` of each subclass of `Thread`."""
    for call in source.nodes(ast.Call):
        target = _target(call, *library.TARGETS.get(source.callee(call), (0, "")))
        function = source.function(target) if target else None
        if function:
            yield function
    for local in source.classes:
        if source.extends(local, "threading.Thread"):
            yield from (method for method in local.methods() if method.name == "run")


def _target(call: ast.Call, place: int, name: str) -> Optional[ast.expr]:
    if name and len(call.args) > place:
        return call.args[place]
    return next((keyword.value for keyword in call.keywords if name and keyword.arg == name), None)


def _parts(condition: ast.expr) -> List[ast.expr]:
    """What `not`, `and` and `or` combine."""
    if isinstance(condition, ast.UnaryOp) and isinstance(condition.op, ast.Not):
        return _parts(condition.operand)
    if isinstance(condition, ast.BoolOp):
        return [part for value in condition.values for part in _parts(value)]
    return [condition]


# args=(next_id(),)


def _evaluated_arguments(source: Source) -> Iterator[Place]:
    for call in source.nodes(ast.Call):
        callee = source.callee(call)
        if callee == "concurrent.futures.Executor.submit" and _has_call(call.args[1:]):
            yield call, quoted(call)
        elif callee in library.TAKE_ARGUMENTS:
            for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
                if _has_call(_items(argument)):
                    yield argument, f"{quoted(call.func)}(.. {quoted(argument)})"


def _items(node: ast.expr) -> List[ast.expr]:
    """The values in a tuple, list or dict as it is written."""
    if isinstance(node, ast.Dict):
        return node.values
    return node.elts if isinstance(node, (ast.Tuple, ast.List)) else []


def _has_call(nodes: List[ast.expr]) -> bool:
    return any(isinstance(node, ast.Call) for node in nodes)


# thread.daemon = True


def _daemon_attributes(source: Source) -> Iterator[Place]:
    for statement in source.nodes(ast.Assign):
        names = filter(None, map(source.name, statement.targets))
        if any("threading.Thread.daemon" in library.inherited(name) for name in names):
            yield statement, quoted(statement)


# results.append(...) in a target


def _lists_and_dicts(source: Source) -> Iterator[Place]:
    for function in set(_targets(source)):
        for node in _unguarded(source, function):
            written = _written(node)
            if written and source.is_collection(written) and not _is_own(source, written, function):
                yield node, quoted(node) + (" = .." if isinstance(node, ast.Subscript) else "")


def _unguarded(source: Source, node: ast.AST) -> Iterator[ast.AST]:
    """What is inside of a node, without what is done with a lock held."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.With) and any(source.is_a(item.context_expr, *_LOCKS) for item in child.items):
            continue
        yield child
        if not isinstance(child, (*FUNCTIONS, ast.ClassDef)):
            yield from _unguarded(source, child)


def _written(node: ast.AST) -> Optional[ast.expr]:
    """The collection that is changed here."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Store, ast.Del)):
        return node.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _WRITING:
        return node.func.value
    return None


def _is_own(source: Source, collection: ast.expr, function: Function) -> bool:
    return isinstance(collection, ast.Name) and source.is_own(collection, function)


# except Exception around a wait in a loop


def _catch_alls(source: Source) -> Iterator[Place]:
    if not any(map(_goes_on, source.nodes(ast.ExceptHandler))):
        return
    for loop in source.nodes(ast.While, ast.For):
        for block in own_nodes(loop):
            if isinstance(block, ast.Try) and _waits(source, block):
                yield from ((handler, _header(handler)) for handler in block.handlers if _goes_on(handler))


def _waits(source: Source, block: ast.Try) -> bool:
    nodes = (node for statement in block.body for node in own_nodes(statement))
    return any(isinstance(node, ast.Call) and source.callee(node) in library.WAITS for node in nodes)


def _goes_on(handler: ast.ExceptHandler) -> bool:
    """Whether it catches everything, and stays in the loop."""
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    catches_all = any(kind is None or (isinstance(kind, ast.Name) and kind.id in _CATCHES_ALL) for kind in caught)
    leaves = any(isinstance(node, (ast.Raise, ast.Return, ast.Break)) for node in own_nodes(handler))
    return catches_all and not leaves


def _header(handler: ast.ExceptHandler) -> str:
    return f"except {quoted(handler.type)}" if handler.type else "except"


TRAPS = (
    Trap(
        "number-for-blocking",
        "acquire(true), get(), put(item)",
        "a number is seconds; in Python it stands for blocking=True",
        _numbers_for_blocking,
    ),
    Trap("pool-close", "noMoreTasks()", "close() drops what is not done", _pool_closes),
    Trap(
        "subclass-of-queue",
        "Queue.withStore(maxsize, store), or PriorityQueue with a comparator",
        "nothing can extend Queue; the store returns whether an item counts",
        _subclasses_of_queue,
    ),
    Trap(
        "flag-in-a-field",
        "Event, or a volatile field",
        "the loop may never see the change of a plain field",
        _flags_in_fields,
    ),
    Trap(
        "evaluated-arguments",
        "a variable before the lambda",
        "what a lambda calls is called later, in the new thread",
        _evaluated_arguments,
    ),
    Trap(
        "daemon-attribute",
        "setDaemon(true), or builder().daemon(true)",
        "before the start",
        _daemon_attributes,
    ),
    Trap(
        "lists-and-dicts",
        "a lock, a queue, or a collection of java.util.concurrent",
        "ArrayList and HashMap break where several threads write",
        _lists_and_dicts,
    ),
    Trap(
        "catch-all-around-a-wait",
        "catch what is expected",
        "catch (Exception e) catches InterruptedException, and the loop never ends",
        _catch_alls,
    ),
    Trap(
        "lock-twice",
        "RLock, or a method that is called with the lock held",
        "a Lock is not reentrant",
        acquired_twice,
    ),
)
