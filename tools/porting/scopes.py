"""The names of a file, with their scopes and bindings."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from enum import Enum
from typing import Dict, Iterator, List, Optional, Union

Definition = Union[ast.FunctionDef, ast.AsyncFunctionDef]
Function = Union[Definition, ast.Lambda]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Role(Enum):
    """The relation between an expression and the thing that it denotes."""

    ITSELF = "itself"  # a module, a class, a function
    INSTANCE = "instance"  # an object of that class
    SEVERAL = "several"  # a collection or iterator of objects of that class, or a dict with such values
    KEYS = "keys"  # a dict whose keys are objects of that class


@dataclass(frozen=True)
class Value:
    """What an expression denotes: a fully qualified name of Python's library, or a class or function of this file."""

    what: Union[str, LocalClass, LocalFunction]
    role: Role = Role.ITSELF


class Reading(Enum):
    """How the value of a name follows from the expression to which it is bound."""

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
    """A way in which a name gets a value, which may be unknown."""

    node: Optional[ast.expr] = None
    reading: Reading = Reading.VALUE
    value: Optional[Value] = None


UNKNOWN = Binding()


class LocalFunction:
    """A function of this file."""

    def __init__(self, node: Function) -> None:
        self.node = node


class LocalClass:
    """A class of this file. Its attributes are defined in its body or assigned by its methods."""

    def __init__(self, node: ast.ClassDef) -> None:
        self.node = node
        self.attributes: Dict[str, List[Binding]] = {}

    def methods(self) -> Iterator[Definition]:
        """Returns the functions in the body of the class."""
        return (node for node in self.node.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


class Scope:
    """The names of a module, class, function or comprehension."""

    def __init__(self, parent: Optional[Scope], owner: Optional[LocalClass] = None, is_class: bool = False) -> None:
        self.parent = parent
        self.owner = owner  # the class of the innermost enclosing method
        self.is_class = is_class
        self.names: Dict[str, List[Binding]] = owner.attributes if owner and is_class else {}
        self.elsewhere: Dict[str, Scope] = {}  # names declared global or nonlocal

    def bind(self, name: str, binding: Binding) -> None:
        """Adds a binding of a name, in the scope to which the name belongs."""
        home = self.elsewhere.get(name, self)
        home.names.setdefault(name, []).append(binding)

    def find(self, name: str) -> Optional[Scope]:
        """Returns the scope to which a name refers, or None if it is a builtin."""
        if name in self.elsewhere:
            return self.elsewhere[name]
        if name in self.names:
            return self
        outer = self.parent
        while outer and (outer.is_class or name not in outer.names):
            outer = outer.parent
        return outer

    def known(self, node: ast.expr) -> Optional[Value]:
        """Returns the value of a name or attribute if it is known from an import or a definition; also of `self`."""
        bindings: List[Binding] = []
        if isinstance(node, ast.Name):
            scope = self.find(node.id)
            bindings = scope.names[node.id] if scope else []
        elif isinstance(node, ast.Attribute):
            owner = self.known(node.value)
            bindings = owner.what.attributes.get(node.attr, []) if owner and isinstance(owner.what, LocalClass) else []
        return next((binding.value for binding in bindings if binding.value), None)

    def module(self) -> Scope:
        """Returns the outermost scope."""
        return self.parent.module() if self.parent else self

    def is_inside(self, outer: Scope) -> bool:
        """Returns whether this is the given scope or a scope inside it."""
        return self is outer or bool(self.parent and self.parent.is_inside(outer))


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yields the inner nodes of a node in order, except the bodies of inner functions and classes."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, (*FUNCTIONS, ast.ClassDef)):
            yield from own_nodes(child)
