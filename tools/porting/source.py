"""A parsed source file, with queries about its expressions."""

from __future__ import annotations

import ast
from typing import Callable, Dict, Iterable, Iterator, List, Optional, Type, TypeVar

from porting import library
from porting.annotations import parse_strings
from porting.bindings import ScopeBuilder
from porting.calls import passed
from porting.scopes import Binding, Function, LocalClass, LocalFunction, Reading, Role
from porting.values import Evaluator

_LENGTH = 70  # the maximum length of quoted code

Node = TypeVar("Node", bound=ast.AST)

_DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_COLLECTIONS = {
    "list",
    "dict",
    "set",
    "collections.deque",
    "collections.defaultdict",
    "collections.OrderedDict",
    "collections.Counter",
}


class Source:
    """A Python module."""

    def __init__(self, tree: ast.Module, public_names: Callable[[str], Iterable[str]]) -> None:
        self.tree = tree
        parse_strings(tree)
        scopes = ScopeBuilder(public_names)
        scopes.build(tree)
        for call, scope in scopes.calls:
            for function, parameter, argument in passed(call, scope):
                scopes.scope_inside[function].bind(parameter, Binding(argument))
        self.classes: List[LocalClass] = scopes.classes
        self._scope_of = scopes.scope_of
        self._scope_inside = scopes.scope_inside
        self._evaluator = Evaluator(scopes.scope_of)
        self._nodes: Dict[Type[ast.AST], List[ast.AST]] = {}
        for node in ast.walk(tree):
            self._nodes.setdefault(type(node), []).append(node)

    def nodes(self, *kinds: Type[Node]) -> Iterator[Node]:
        """Yields all nodes of the given types."""
        for kind in kinds:
            yield from self._nodes.get(kind, [])  # type: ignore[misc]

    def name(self, node: ast.AST) -> Optional[str]:
        """Returns the full name in Python's library that an expression uses, such as `threading.Lock.acquire`."""
        return self._evaluator.name(node)

    def entered(self, item: ast.withitem) -> Optional[str]:
        """Returns the full name of the method that a `with` calls first, such as `threading.Lock.__enter__`."""
        return self.member_name(item.context_expr, "__enter__")

    def member_name(self, node: ast.AST, attribute: str) -> Optional[str]:
        """Returns the fully qualified name of an attribute of the object that an expression denotes."""
        return self._evaluator.member_name(node, attribute)

    def callee(self, call: ast.Call) -> str:
        """Returns the name of the called function, in its topmost base class; empty if unknown."""
        name = self.name(call.func)
        return list(library.inherited(name))[-1] if name else ""

    def is_a(self, node: ast.AST, *classes: str) -> bool:
        """Returns whether an expression is an instance of one of the given library classes, or of a subclass."""
        value = self._evaluator.visit(node)
        if value is None or value.role is not Role.INSTANCE or isinstance(value.what, LocalFunction):
            return False
        if isinstance(value.what, LocalClass):
            return any(self.extends(value.what, base) for base in classes)
        return any(library.is_a(value.what, base) for base in classes)

    def extends(self, local: LocalClass, base: str) -> bool:
        """Returns whether a class of this file is a subclass of the given library class."""
        return any(library.is_a(name, base) for name in self._evaluator.bases(local))

    def function(self, node: ast.AST) -> Optional[Function]:
        """Returns the function of this file that an expression denotes."""
        value = self._evaluator.visit(node)
        return value.what.node if value and isinstance(value.what, LocalFunction) else None

    def is_plain_field(self, node: ast.AST) -> bool:
        """Returns whether an expression is a field, of a class of this file, whose type is unknown or a builtin."""
        bindings = self._evaluator.bindings(node) if isinstance(node, ast.Attribute) else []
        value = self._evaluator.visit(node)
        if not bindings or self.is_collection(node):
            return False
        return value is None or (isinstance(value.what, str) and "." not in value.what)

    def is_boolean(self, node: ast.AST) -> bool:
        """Returns whether an expression is a field or a module variable that is set to True or False."""
        if isinstance(node, ast.Name) and not self.is_global(node):
            return False
        nodes = [binding.node for binding in self._evaluator.bindings(node)]
        return any(isinstance(value, ast.Constant) and isinstance(value.value, bool) for value in nodes)

    def is_collection(self, node: ast.AST) -> bool:
        """Returns whether an expression is a variable or field that holds a list, a dict or a set."""
        return any(
            binding.node and binding.reading is Reading.VALUE and self._makes_collection(binding.node)
            for binding in self._evaluator.bindings(node)
        )

    def is_global(self, variable: ast.Name) -> bool:
        """Returns whether a variable belongs to the module."""
        scope = self._scope_of[variable].find(variable.id)
        return scope is not None and scope.parent is None

    def is_own(self, variable: ast.Name, function: Function) -> bool:
        """Returns whether a variable belongs to the given function, and not to an enclosing scope."""
        scope = self._scope_of[variable].find(variable.id)
        return bool(scope and scope.is_inside(self._scope_inside[function]))

    def _makes_collection(self, node: ast.expr) -> bool:
        return isinstance(node, _DISPLAYS) or (isinstance(node, ast.Call) and self.name(node.func) in _COLLECTIONS)


def assigns(statement: ast.stmt, name: str) -> bool:
    """Returns whether a statement is `name = ..`."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def line_of(node: ast.AST) -> int:
    """Returns the line on which a node starts; 0 if the node has no position."""
    return node.lineno if isinstance(node, (ast.stmt, ast.expr, ast.excepthandler)) else 0


def quoted(node: ast.AST) -> str:
    """Returns the code of a node in one line, shortened if necessary."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= _LENGTH else text[: _LENGTH - 2] + ".."
