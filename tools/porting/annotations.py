"""Parses annotations that are written as strings: `jobs: "queue.Queue"`."""

from __future__ import annotations

import ast
from typing import Optional


def parse_strings(tree: ast.Module) -> None:
    """Replaces annotations in strings by their parsed code, so that they are handled like other annotations."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = _parsed(node.annotation)
        elif isinstance(node, ast.AnnAssign):
            node.annotation = _Parser().visit(node.annotation)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.returns = _parsed(node.returns)


def _parsed(annotation: Optional[ast.expr]) -> Optional[ast.expr]:
    return _Parser().visit(annotation) if annotation else None


class _Parser(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if not isinstance(node.value, str):
            return node
        try:
            parsed = ast.parse(node.value.strip(), mode="eval").body
        except (SyntaxError, ValueError):
            return node
        for inner in ast.walk(parsed):
            if "lineno" in inner._attributes:
                ast.copy_location(inner, node)
        return parsed

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if ast.unparse(node.value).endswith(("Literal", "Annotated")):  # strings inside these are not code
            return node
        self.generic_visit(node)
        return node
