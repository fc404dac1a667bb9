"""The names of a file: which scope each belongs to, and what it is bound to there."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from enum import Enum
from typing import Dict, Iterator, List, Optional, Union

Definition = Union[ast.FunctionDef, ast.AsyncFunctionDef]
Function = Union[Definition, ast.Lambda]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Role(Enum):
    """How an expression stands to what it is about."""

    ITSELF = "itself"  # a module, a class, a function
    INSTANCE = "instance"  # an object of that class
    SEVERAL = "several"  # a collection or iterator of such objects, or a dict with such values
    KEYS = "keys"  # a dict with such keys


@dataclass(frozen=True)
class Value:
    """What an expression denotes: a name of Python's library in full, or a class or function of this very file."""

    what: Union[str, LocalClass, LocalFunction]
    role: Role = Role.ITSELF


class Reading(Enum):
    """How the value of a name follows from the expression that it is bound to."""

    VALUE = "value"  # name = expression
    ELEMENT = "element"  # for name in expression
    UNPACKED = "unpacked"  # name, other = expression
    KEY = "key"  # for name, _ in expression.items()
    MAPPED = "mapped"  # for _, name in expression.items()
    COLLECTION = "collection"  # name.append(expression)
    KEYS = "keys"  # name[expression] = ..
    ANNOTATION = "annotation"  # name: expression


@dataclass(frozen=True)
class Binding:
    """One of the ways in which a name gets a value; of some, nothing is known."""

    node: Optional[ast.expr] = None
    reading: Reading = Reading.VALUE
    value: Optional[Value] = None


UNKNOWN = Binding()


class LocalFunction:
    """A function of this file."""

    def __init__(self, node: Function) -> None:
        self.node = node


class LocalClass:
    """A class of this file; its attributes are those of its body and those that its methods assign to."""

    def __init__(self, node: ast.ClassDef) -> None:
        self.node = node
        self.attributes: Dict[str, List[Binding]] = {}

    def methods(self) -> Iterator[Definition]:
        """The functions in its body."""
        return (node for node in self.node.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


class Scope:
    """The names of a module, class, function or comprehension."""

    def __init__(self, parent: Optional[Scope], owner: Optional[LocalClass] = None, is_class: bool = False) -> None:
        self.parent = parent
        self.owner = owner  # the class of the innermost method around
        self.is_class = is_class
        self.names: Dict[str, List[Binding]] = owner.attributes if owner and is_class else {}
        self.elsewhere: Dict[str, Scope] = {}  # names declared global or nonlocal

    def bind(self, name: str, binding: Binding) -> None:
        """Adds a binding where this scope puts that name."""
        home = self.elsewhere.get(name, self)
        home.names.setdefault(name, []).append(binding)

    def find(self, name: str) -> Optional[Scope]:
        """The scope that this name is looked up in, or None if it is a builtin."""
        if name in self.elsewhere:
            return self.elsewhere[name]
        if name in self.names:
            return self
        outer = self.parent
        while outer and (outer.is_class or name not in outer.names):
            outer = outer.parent
        return outer

    def known(self, node: ast.expr) -> Optional[Value]:
        """What a name or an attribute is by an import or a definition, `self` included."""
        bindings: List[Binding] = []
        if isinstance(node, ast.Name):
            scope = self.find(node.id)
            bindings = scope.names[node.id] if scope else []
        elif isinstance(node, ast.Attribute):
            owner = self.known(node.value)
            bindings = owner.what.attributes.get(node.attr, []) if owner and isinstance(owner.what, LocalClass) else []
        return next((binding.value for binding in bindings if binding.value), None)

    def module(self) -> Scope:
        """The outermost scope."""
        return self.parent.module() if self.parent else self

    def is_inside(self, outer: Scope) -> bool:
        """Whether it is that scope or one within it."""
        return self is outer or bool(self.parent and self.parent.is_inside(outer))


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """What is inside of a node, in order, without the insides of functions and classes there."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, (*FUNCTIONS, ast.ClassDef)):
            yield from own_nodes(child)
