"""Determines the locks that are held at each statement of a function."""

from __future__ import annotations

import ast
import re
from typing import FrozenSet, Iterable, Iterator, Optional, Tuple

from porting import library
from porting.scopes import FUNCTIONS, own_nodes
from porting.source import Source, quoted

Locks = FrozenSet[str]  # locks as written in the code: `self._lock`

NO_LOCKS: Locks = frozenset()

LOCKS = ("threading.Lock", "threading.RLock", "threading.Condition", "threading.Semaphore")


class Held:
    """Yields each node with the locks that are certainly held before it.

    Only objects of the class `Lock` count, and only if they are acquired without a timeout.
    """

    def __init__(self, source: Source) -> None:
        self._source = source

    def block(self, nodes: Iterable[object], held: Locks) -> Iterator[Tuple[ast.AST, Locks]]:
        """Yields the nodes and their inner nodes in order, except the bodies of inner functions and classes."""
        for node in nodes:
            if isinstance(node, ast.AST):
                yield node, held
            if isinstance(node, ast.AST) and not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
                yield from self._inside(node, held)
                held |= self._acquired(node)
                held = _without_rebound(held - self.released(node), node)

    def _inside(self, node: ast.AST, held: Locks) -> Iterator[Tuple[ast.AST, Locks]]:
        inside = held | self._acquired(node) | self.entered(node)
        if isinstance(node, (ast.For, ast.AsyncFor)):
            inside = _without_rebound(inside, node.target)
        for name, field in ast.iter_fields(node):
            before = held if name in ("test", "value") else inside  # evaluated before the body
            yield from self.block(field if isinstance(field, list) else [field], before)

    def _acquired(self, node: ast.AST) -> Locks:
        """Returns the locks that a statement acquires by its first expression."""
        first = _first_expression(node)
        return self.acquired(first) if first else NO_LOCKS

    def entered(self, node: ast.AST) -> Locks:
        """Returns the locks that a `with` acquires."""
        items = node.items if isinstance(node, ast.With) else []
        return frozenset(quoted(item.context_expr) for item in items if self._is_entered(item))

    def acquired(self, node: ast.AST) -> Locks:
        """Returns the lock that a call acquires. An `acquire` with arguments is ignored, since it may fail."""
        if isinstance(node, ast.Call) and not node.args and not node.keywords:
            return self._member(node.func, "acquire")
        return NO_LOCKS

    def released(self, node: ast.AST) -> Locks:
        """Returns the locks whose `release` is called or passed in a node."""
        return NO_LOCKS.union(*(self._member(inner, "release") for inner in own_nodes(node)))

    def released_for_others(self, function: ast.AST) -> Locks:
        """Returns the locks that a function releases but never acquires: each is a signal to another thread."""
        acquired = NO_LOCKS.union(*(self._member(inner, "acquire") for inner in own_nodes(function)))
        return self.released(function) - acquired

    def _member(self, node: ast.AST, method: str) -> Locks:
        if isinstance(node, ast.Attribute) and node.attr == method and self._is_lock(node.value):
            return frozenset([quoted(node.value)])
        return NO_LOCKS

    def _is_entered(self, item: ast.withitem) -> bool:
        return self._is_lock(item.context_expr)

    def _is_lock(self, node: ast.expr) -> bool:
        return self._source.is_a(node, "threading.Lock")


class Guarded(Held):
    """Yields each node with the locks that may be held before it.

    Locks of every kind count, and so do objects of an unknown class, which may be locks from other files.
    """

    def acquired(self, node: ast.AST) -> Locks:
        return NO_LOCKS.union(*(self._member(inner, "acquire") for inner in [node, *own_nodes(node)]))

    def _is_entered(self, item: ast.withitem) -> bool:
        node = item.context_expr
        if isinstance(node, ast.Call):
            return self._is_lock(node) or "lock" in quoted(node.func).lower()
        return self._is_lock(node)

    def _is_lock(self, node: ast.expr) -> bool:
        if self._source.is_a(node, *LOCKS):
            return True
        is_known = library.is_ours(self._source.member_name(node, "acquire") or "")
        return isinstance(node, (ast.Name, ast.Attribute)) and not is_known


def _first_expression(node: ast.AST) -> Optional[ast.expr]:
    """Returns the expression that a statement evaluates first, if it can be a call of a method of a lock."""
    if isinstance(node, (ast.If, ast.While)):
        return node.test.operand if isinstance(node.test, ast.UnaryOp) else node.test
    return node.value if isinstance(node, (ast.Expr, ast.Assign)) else None


def _without_rebound(held: Locks, node: ast.AST) -> Locks:
    """Removes the locks of a variable or field that is reassigned, such as `node.lock` after `node = node.next`."""
    inside = [node, *own_nodes(node)] if held else []
    stored = [re.escape(quoted(inner)) for inner in inside if isinstance(getattr(inner, "ctx", None), ast.Store)]
    rebound = re.compile(rf"(?<![\w.])({'|'.join(stored)})(?!\w)")
    return frozenset(lock for lock in held if not rebound.search(lock)) if stored else held
