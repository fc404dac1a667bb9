"""Finds the uses of names that the reference contains."""

from __future__ import annotations

import ast
from typing import Iterator, List, Optional, Tuple

from porting.reference import Counterpart, Reference
from porting.source import Source

Use = Tuple[ast.AST, Counterpart]


def uses(source: Source, reference: Reference) -> Iterator[Use]:
    """Returns each use of a name, and each import of a module without any counterpart."""
    yield from _imports(source, reference)
    finder = _UseFinder(source, reference)
    finder.visit(source.tree)
    yield from finder.found


def _imports(source: Source, reference: Reference) -> Iterator[Use]:
    for statement in source.nodes(ast.Import):
        for alias in statement.names:
            row = reference.world(alias.name)
            if row:
                yield statement, row
    for origin in source.nodes(ast.ImportFrom):
        row = reference.world(origin.module or "") if origin.level == 0 else None
        if row:
            yield origin, row


class _UseFinder(ast.NodeVisitor):
    def __init__(self, source: Source, reference: Reference) -> None:
        self.found: List[Use] = []
        self._source = source
        self._reference = reference
        self._longer = ""  # the longer name found around the current node

    def visit_Attribute(self, node: ast.Attribute) -> None:
        around = self._longer
        longer = self._look_up(node, self._source.name(node)) or around
        self._longer = longer if isinstance(node.value, (ast.Attribute, ast.Name)) else ""
        self.visit(node.value)
        self._longer = around

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._look_up(node, self._source.name(node))

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute) and node.func.attr == "enter_context" and node.args:
            self._look_up(node.args[0], self._source.member_name(node.args[0], "__enter__"))
        self.generic_visit(node)

    def visit_withitem(self, node: ast.withitem) -> None:
        self._look_up(node.context_expr, self._source.entered(node))
        self.generic_visit(node)

    def _look_up(self, node: ast.AST, name: Optional[str]) -> str:
        """Adds a use, unless it is the beginning of a longer name; returns the name if the reference contains it."""
        row = self._reference.find(name) if name else None
        if name is None or row is None:
            return ""
        if not self._longer.startswith(name + "."):
            self.found.append((node, row))
        return name
