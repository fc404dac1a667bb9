"""Finds where a thread would acquire a `Lock` that it holds."""

from __future__ import annotations

import ast
from typing import FrozenSet, Iterable, Iterator, List, Tuple

from porting.scopes import FUNCTIONS, Definition
from porting.source import Source, own_nodes, quoted

Locks = FrozenSet[str]  # locks as they are written: `self._lock`


def acquired_twice(source: Source) -> Iterator[Tuple[ast.AST, str]]:
    """Where a lock is acquired that the same function has acquired, or a method called that does so."""
    if any(_with(source, node) or _call(source, node, "acquire") for node in source.nodes(ast.With, ast.Call)):
        walk = _Walk(source)
        functions: List[Definition] = [*source.nodes(ast.FunctionDef), *source.nodes(ast.AsyncFunctionDef)]
        for function in functions:
            yield from walk.block(function.body, frozenset())


class _Walk:
    """Goes through statements in order; `held` are the locks that are held before each."""

    def __init__(self, source: Source) -> None:
        self._source = source
        functions = source.nodes(*FUNCTIONS)
        self._signals: Locks = frozenset().union(*(_released_for_others(source, function) for function in functions))

    def block(self, nodes: Iterable[object], held: Locks) -> Iterator[Tuple[ast.AST, str]]:
        for node in nodes:
            if isinstance(node, ast.AST) and not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
                yield from self._inside(node, held)
                if isinstance(node, ast.Expr):
                    held |= _call(self._source, node.value, "acquire") - self._signals
                held -= _released(self._source, node)

    def _inside(self, node: ast.AST, held: Locks) -> Iterator[Tuple[ast.AST, str]]:
        locks = _with(self._source, node)
        if locks & held:
            yield node, f"with {', '.join(sorted(locks))}"
        elif (_call(self._source, node, "acquire") | _method(self._source, node)) & held:
            yield node, quoted(node)
        for _, field in ast.iter_fields(node):
            yield from self.block(field if isinstance(field, list) else [field], held | locks)


def _with(source: Source, node: ast.AST) -> Locks:
    """The locks that a `with` acquires."""
    items = [item.context_expr for item in node.items] if isinstance(node, ast.With) else []
    return frozenset(quoted(item) for item in items if source.is_a(item, "threading.Lock"))


def _call(source: Source, node: ast.AST, method: str) -> Locks:
    """The lock of a call without arguments: with one, `acquire` may not block."""
    if isinstance(node, ast.Call) and not node.args and not node.keywords:
        return _member(source, node.func, method)
    return frozenset()


def _member(source: Source, node: ast.AST, method: str) -> Locks:
    """The lock of a method that is called or passed on."""
    if isinstance(node, ast.Attribute) and node.attr == method and source.is_a(node.value, "threading.Lock"):
        return frozenset([quoted(node.value)])
    return frozenset()


def _released(source: Source, node: ast.AST) -> Locks:
    return frozenset().union(*(_member(source, inner, "release") for inner in own_nodes(node)))


def _released_for_others(source: Source, function: ast.AST) -> Locks:
    """The locks that a function releases and never acquires: each is a signal to another thread."""
    acquired = frozenset().union(*(_member(source, inner, "acquire") for inner in own_nodes(function)))
    return _released(source, function) - acquired


def _method(source: Source, node: ast.AST) -> Locks:
    """The locks of the object itself that are acquired by a method which is called on it."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and quoted(node.func.value) == "self"):
        return frozenset()
    function = source.function(node.func)
    inside = own_nodes(function) if function else iter(())
    acquired = frozenset().union(*(_with(source, inner) | _call(source, inner, "acquire") for inner in inside))
    return frozenset(lock for lock in acquired if lock.startswith("self."))
