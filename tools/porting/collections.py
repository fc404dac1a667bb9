"""Finds where a target writes to a list, dict or set without a lock."""

from __future__ import annotations

import ast
from typing import Iterator, Optional, Tuple

from porting.held import NO_LOCKS, Guarded
from porting.scopes import Function, LocalClass
from porting.source import Source, assigns, quoted
from porting.targets import targets

_WRITING = {
    *("append", "appendleft", "extend", "extendleft", "insert", "pop", "popleft", "popitem", "remove", "discard"),
    *("add", "clear", "update", "setdefault", "sort", "reverse"),
}


def written_unguarded(source: Source) -> Iterator[Tuple[ast.AST, str]]:
    """Returns each change of a shared collection that is made without holding a lock."""
    guarded = Guarded(source)
    for function in targets(source):
        body = function.body if isinstance(function.body, list) else [function.body]
        for node, held in guarded.block(body, NO_LOCKS):
            written = None if held else _written(node)
            if written and source.is_collection(written) and not _is_own(source, written, function):
                yield node, quoted(node) + (" = .." if isinstance(node, ast.Subscript) else "")


def _written(node: ast.AST) -> Optional[ast.expr]:
    """Returns the collection that a node changes."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Store, ast.Del)):
        return node.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _WRITING:
        return node.func.value
    return None


def _is_own(source: Source, collection: ast.expr, function: Function) -> bool:
    """Returns whether a collection is local to the function, or a field that only the function's thread changes."""
    if isinstance(collection, ast.Name):
        return source.is_own(collection, function)
    threads = (local for local in source.classes if function in local.methods())
    thread = next((local for local in threads if source.extends(local, "threading.Thread")), None)
    return isinstance(collection, ast.Attribute) and thread is not None and _only_there(source, collection, thread)


def _only_there(source: Source, field: ast.Attribute, thread: LocalClass) -> bool:
    """Returns whether each thread has its own copy of a field, which only `run` and the constructor change."""
    own = [method for method in thread.methods() if method.name in ("run", "__init__")]
    inside = {node for method in own for node in ast.walk(method)}
    written = ((node, _written(node)) for node in source.nodes(ast.Call, ast.Subscript))
    writers = [node for node, place in written if isinstance(place, ast.Attribute) and place.attr == field.attr]
    return not any(assigns(node, field.attr) for node in thread.node.body) and inside.issuperset(writers)
