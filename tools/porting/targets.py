"""Finds the functions of a file that other threads run."""

from __future__ import annotations

import ast
from typing import Iterator, Optional, Set

from porting import library
from porting.scopes import Function
from porting.source import Source


def run_by_threads(source: Source) -> Set[Function]:
    """Returns the targets, and all methods of subclasses of `Thread`."""
    found = targets(source)
    for local in source.classes:
        if source.extends(local, "threading.Thread"):
            found.update(local.methods())
    return found


def targets(source: Source) -> Set[Function]:
    """Returns the functions passed to a thread or a pool, and the `run` of each subclass of `Thread`."""
    return {*_passed_on(source), *_runs(source)}


def _passed_on(source: Source) -> Iterator[Function]:
    for call in source.nodes(ast.Call):
        target = _target(call, *library.TARGETS.get(source.callee(call), (0, "")))
        function = source.function(target) if target else None
        if function:
            yield function


def _runs(source: Source) -> Iterator[Function]:
    for local in source.classes:
        if source.extends(local, "threading.Thread"):
            yield from (method for method in local.methods() if method.name == "run")


def _target(call: ast.Call, place: int, name: str) -> Optional[ast.expr]:
    if name and len(call.args) > place:
        return call.args[place]
    return next((keyword.value for keyword in call.keywords if name and keyword.arg == name), None)
