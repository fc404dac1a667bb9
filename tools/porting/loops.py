"""Finds loops that may not end on a JVM: those whose flag is a plain field, and those with `except` around a wait."""

from __future__ import annotations

import ast
from typing import Dict, Iterator, List, Set, Tuple

from porting import library
from porting.scopes import own_nodes
from porting.source import Source, quoted
from porting.targets import run_by_threads

_CATCHES_ALL = {"Exception", "BaseException"}

Place = Tuple[ast.AST, str]


# while self.running


def flags_in_fields(source: Source) -> Iterator[Place]:
    """Returns each loop that a thread runs until another thread changes a plain field or a global variable."""
    functions = run_by_threads(source)
    writers = _writers(source) if functions else {}
    for function in functions:
        for loop in own_nodes(function):
            if isinstance(loop, ast.While):
                own = {name for name in _stored(loop) if writers.get(name, set()) <= {function}}
                yield from _flags(source, loop, own)


def _writers(source: Source) -> Dict[str, Set[ast.AST]]:
    """Returns the functions, except constructors, that assign to each variable or field."""
    writers: Dict[str, Set[ast.AST]] = {}
    for function in source.nodes(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda):
        for name in _stored(function) if getattr(function, "name", "") != "__init__" else ():
            writers.setdefault(name, set()).add(function)
    return writers


def _stored(node: ast.AST) -> Iterator[str]:
    return (_last_name(inner) for inner in own_nodes(node) if isinstance(getattr(inner, "ctx", None), ast.Store))


def _last_name(node: ast.AST) -> str:
    """Returns the name of a variable or field."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _flags(source: Source, loop: ast.While, own: Set[str]) -> Iterator[Place]:
    """Returns a loop, or its exits, if they depend on a flag that the thread itself does not assign."""
    parts = [part for part in _parts(loop.test) if _last_name(part) not in own]
    if any(source.is_plain_field(part) or source.is_boolean(part) for part in parts):
        yield loop, f"while {quoted(loop.test)}"
    if isinstance(loop.test, ast.Constant):
        for way_out in _ways_out(loop):
            if any(source.is_boolean(part) and _last_name(part) not in own for part in _parts(way_out.test)):
                yield way_out, f"if {quoted(way_out.test)}"


def _ways_out(loop: ast.While) -> Iterator[ast.If]:
    """Returns each `if ..: break` or `if ..: return` in a loop."""
    for node in own_nodes(loop):
        if isinstance(node, ast.If) and any(isinstance(inner, (ast.Break, ast.Return)) for inner in node.body):
            yield node


def _parts(condition: ast.expr) -> List[ast.expr]:
    """Returns the operands of `not`, `and` and `or`, and of comparisons with a constant."""
    if isinstance(condition, ast.UnaryOp) and isinstance(condition.op, ast.Not):
        return _parts(condition.operand)
    if isinstance(condition, ast.BoolOp):
        return [part for value in condition.values for part in _parts(value)]
    if isinstance(condition, ast.Compare) and isinstance(condition.comparators[0], ast.Constant):
        return [condition.left]
    return [condition]


# except Exception around a wait in a loop


def catch_alls(source: Source) -> Iterator[Place]:
    """Returns each `except` that would catch the interrupt of a wait and continue the loop around it."""
    if not any(map(_goes_on, source.nodes(ast.ExceptHandler))):
        return
    for loop in source.nodes(ast.While, ast.For):
        for block in own_nodes(loop):
            if isinstance(block, ast.Try) and any(_waits(source, node) for node in _tried(block)):
                yield from ((handler, _header(handler)) for handler in block.handlers if _goes_on(handler))


def _tried(block: ast.Try) -> Iterator[ast.AST]:
    for statement in block.body:
        yield statement
        yield from own_nodes(statement)


def _waits(source: Source, node: ast.AST) -> bool:
    if isinstance(node, ast.With):
        return any(source.is_a(item.context_expr, "threading.Semaphore") for item in node.items)
    if isinstance(node, ast.For):
        return isinstance(node.iter, ast.Call) and source.callee(node.iter) in library.WAIT_IN_A_LOOP
    if not isinstance(node, ast.Call):
        return False
    callee = source.callee(node)
    return callee in library.WAITS or (callee in library.WAIT_WITH_A_TIMEOUT and _has_timeout(node))


def _has_timeout(call: ast.Call) -> bool:
    return len(call.args) > 1 or any(keyword.arg == "timeout" for keyword in call.keywords)


def _goes_on(handler: ast.ExceptHandler) -> bool:
    """Returns whether a handler catches everything and may continue the loop."""
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    catches_all = any(kind is None or (isinstance(kind, ast.Name) and kind.id in _CATCHES_ALL) for kind in caught)
    return catches_all and not _leaves(handler.body)


def _leaves(block: List[ast.stmt]) -> bool:
    """Returns whether the statements leave the loop in every case."""
    return any(_leaves_by(statement) for statement in block)


def _leaves_by(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.If):
        return _leaves(statement.body) and _leaves(statement.orelse)
    if isinstance(statement, (ast.With, ast.Try)):
        return _leaves(statement.body) or _leaves(getattr(statement, "finalbody", []))
    return isinstance(statement, (ast.Raise, ast.Return, ast.Break))


def _header(handler: ast.ExceptHandler) -> str:
    return f"except {quoted(handler.type)}" if handler.type else "except"
