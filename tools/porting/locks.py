"""Finds code in which a thread would acquire a `Lock` that it already holds."""

from __future__ import annotations

import ast
from typing import Iterator, List, Tuple

from porting.held import NO_LOCKS, Held, Locks
from porting.scopes import FUNCTIONS, Definition, own_nodes
from porting.source import Source, quoted


def acquired_twice(source: Source) -> Iterator[Tuple[ast.AST, str]]:
    """Returns each place where a function acquires a lock that it holds, or calls a function that acquires it."""
    locks = Held(source)
    if any(locks.entered(node) or locks.acquired(node) for node in source.nodes(ast.With, ast.Call)):
        signals = NO_LOCKS.union(*(locks.released_for_others(function) for function in source.nodes(*FUNCTIONS)))
        functions: List[Definition] = [*source.nodes(ast.FunctionDef), *source.nodes(ast.AsyncFunctionDef)]
        for function in functions:
            for node, held in locks.block(function.body, NO_LOCKS):
                if held - signals:
                    yield from _again(source, locks, node, held - signals)


def _again(source: Source, locks: Held, node: ast.AST, held: Locks) -> Iterator[Tuple[ast.AST, str]]:
    entered = locks.entered(node)
    if entered & held:
        yield node, f"with {', '.join(sorted(entered))}"
    elif isinstance(node, ast.Call) and (locks.acquired(node) | _called(source, locks, node)) & held:
        yield node, quoted(node)


def _called(source: Source, locks: Held, call: ast.Call) -> Locks:
    """Returns the locks that a called function of this file acquires: those of its object or class, and global ones."""
    function = source.function(call.func)
    if function is None:
        return NO_LOCKS
    inside = [*own_nodes(function)]
    acquired = NO_LOCKS.union(*(locks.entered(node) | locks.acquired(node) for node in inside))
    shared = [name.id for name in inside if isinstance(name, ast.Name) and source.is_global(name)]
    if isinstance(call.func, ast.Attribute) and quoted(call.func.value) in ("self", "cls"):
        shared.append(quoted(call.func.value))
    return frozenset(lock for lock in acquired if lock.partition(".")[0] in shared)
