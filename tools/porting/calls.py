"""Finds the arguments that the calls in a file pass to its own functions, directly or through a thread or a pool."""

from __future__ import annotations

import ast
from typing import Dict, Iterable, Iterator, List, Optional, Tuple

from porting.scopes import Function, LocalClass, LocalFunction, Scope, Value

_FUNCTION_FIRST = {"submit", "start_new_thread", "start_new", "apply", "apply_async"}

Passed = Tuple[Function, str, ast.expr]  # the function, the parameter, and the argument


def passed(call: ast.Call, scope: Scope) -> Iterator[Passed]:
    """Returns the arguments of a call, each with its parameter."""
    keywords = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    yield from _matched(scope.known(call.func), call.args, keywords)
    if "target" in keywords:
        yield from _matched(scope.known(keywords["target"]), _items(keywords.get("args")), {})
    if call.args and _last_name(call.func) in _FUNCTION_FIRST:
        first, *others = call.args
        rest = _items(others[0]) if others and isinstance(others[0], ast.Tuple) else others
        yield from _matched(scope.known(first), rest, {})


def _matched(called: Optional[Value], arguments: Iterable[ast.expr], keywords: Dict[str, ast.expr]) -> Iterator[Passed]:
    method = _method(called)
    if method is None:
        return
    names = [argument.arg for argument in [*method.args.posonlyargs, *method.args.args, *method.args.kwonlyargs]]
    positional = names[1:] if names[:1] == ["self"] else names
    for name, argument in zip(positional, arguments):
        if isinstance(argument, ast.Starred):
            break
        yield method, name, argument
    yield from ((method, name, argument) for name, argument in keywords.items() if name in names)


def _method(called: Optional[Value]) -> Optional[Function]:
    """Returns the function that a call runs; for a class, this is the constructor."""
    if called and isinstance(called.what, LocalFunction):
        return called.what.node
    if called and isinstance(called.what, LocalClass):
        for binding in called.what.attributes.get("__init__", []):
            if binding.value and isinstance(binding.value.what, LocalFunction):
                return binding.value.what.node
    return None


def _items(node: Optional[ast.expr]) -> List[ast.expr]:
    return node.elts if isinstance(node, (ast.Tuple, ast.List)) else []


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
