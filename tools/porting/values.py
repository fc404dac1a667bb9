"""Determines what each expression of a file denotes.

Only the file itself is considered, and the order of its statements is ignored: a name has the value of its first
binding whose value is known. This is simple, and nearly always correct.
"""

from __future__ import annotations

import ast
from typing import Dict, Iterable, Iterator, List, Mapping, Optional, Set, Union

from porting import library
from porting.scopes import (
    Binding,
    Definition,
    Function,
    LocalClass,
    LocalFunction,
    Reading,
    Role,
    Scope,
    Value,
    own_nodes,
)

_SAME_ITEMS = {"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter", "dict", "collections.deque"}
_GENERIC_CLASSES = {
    *("List", "Set", "Tuple", "Iterable", "Iterator", "Sequence", "Collection", "Deque"),
    *("list", "set", "tuple", "deque"),
}
_MAPPINGS = {"Dict", "Mapping", "MutableMapping", "DefaultDict", "OrderedDict", "dict", "defaultdict"}
_TAKING_ONE = {"get", "pop", "popleft", "setdefault"}  # methods of collections
_KEEPING_RESULT = {"staticmethod", "classmethod", "property", "cached_property", "cache", "lru_cache", "override"}


class Evaluator(ast.NodeVisitor):
    """Returns the value of each visited expression, or None if it is unknown."""

    def __init__(self, scope_of: Mapping[ast.Name, Scope]) -> None:
        self._scope_of = scope_of
        self._values: Dict[ast.AST, Optional[Value]] = {}
        self._results: Dict[ast.AST, Optional[Value]] = {}

    def visit(self, node: ast.AST) -> Optional[Value]:
        if node not in self._values:
            self._values[node] = None  # stops the recursion if a name is bound to itself
            self._values[node] = super().visit(node)
        return self._values[node]

    def generic_visit(self, node: ast.AST) -> Optional[Value]:
        return None

    def name(self, node: ast.AST) -> Optional[str]:
        """Returns the full name in Python's library that an expression uses, such as `threading.Lock.acquire`."""
        if isinstance(node, ast.Attribute):
            return self.member_name(node.value, node.attr)
        value = self.visit(node) if isinstance(node, ast.Name) else None
        return value.what if value and value.role is Role.ITSELF and isinstance(value.what, str) else None

    def member_name(self, node: ast.AST, attribute: str) -> Optional[str]:
        """Returns the fully qualified name of an attribute of the object that an expression denotes."""
        owner = self.visit(node)
        return self._member_name(owner, attribute) if owner else None

    def bindings(self, node: ast.AST) -> List[Binding]:
        """Returns the bindings of a variable, or of a field of a class of this file."""
        if isinstance(node, ast.Name) and node in self._scope_of:
            scope = self._scope_of[node].find(node.id)
            return scope.names.get(node.id, []) if scope else []
        owner = self.visit(node.value) if isinstance(node, ast.Attribute) else None
        if owner and isinstance(node, ast.Attribute) and isinstance(owner.what, LocalClass):
            return owner.what.attributes.get(node.attr, [])
        return []

    def bases(self, local: LocalClass) -> Iterator[str]:
        """Yields the library classes that a class of this file extends, directly or through other local classes."""
        todo = [local]
        for extended in todo:
            values = filter(None, map(self.visit, extended.node.bases))
            for base in [value.what for value in values]:
                if isinstance(base, LocalClass) and base not in todo:
                    todo.append(base)
                elif isinstance(base, str):
                    yield base

    # Names and their bindings

    def visit_Name(self, node: ast.Name) -> Optional[Value]:
        scope = self._scope_of.get(node)
        if scope and scope.find(node.id) is None:
            return Value(node.id)  # a builtin
        return self._first(self.bindings(node))

    def _first(self, bindings: Iterable[Binding]) -> Optional[Value]:
        return next(filter(None, map(self._read, bindings)), None)

    def _read(self, binding: Binding) -> Optional[Value]:
        if binding.value or binding.node is None:
            return binding.value
        if binding.reading is Reading.ANNOTATION:
            return self._annotated(binding.node)
        value = self.visit(binding.node)
        if value is None or binding.reading is Reading.VALUE:
            return value
        if binding.reading in (Reading.COLLECTION, Reading.KEYS):
            return _several(value, Role.KEYS if binding.reading is Reading.KEYS else Role.SEVERAL)
        if binding.reading in (Reading.KEY, Reading.MAPPED):
            role = Role.KEYS if binding.reading is Reading.KEY else Role.SEVERAL
            return _one_of(value) if value.role is role else None
        if binding.reading is Reading.UNPACKED and value.what == library.DONE_AND_NOT_DONE:
            return Value(library.FUTURE, Role.SEVERAL)
        return _one_of(value)

    def _annotated(self, node: ast.expr) -> Optional[Value]:
        """Returns the value of a variable with the given annotation."""
        if isinstance(node, ast.BinOp):
            return self._annotated(node.left) or self._annotated(node.right)
        if isinstance(node, ast.Subscript):
            last = (self.name(node.value) or "").rpartition(".")[2]
            if last == "Optional":
                return self._annotated(node.slice)
            if last in _MAPPINGS and isinstance(node.slice, ast.Tuple):
                value = self._annotated(node.slice.elts[-1])
                return _several(value) if value else None
            if last in _GENERIC_CLASSES:
                value = self._annotated(node.slice)
                return _several(value) if value else None
        value = self.visit(node)
        return Value(value.what, Role.INSTANCE) if value and value.role is Role.ITSELF else None

    # Attributes

    def visit_Attribute(self, node: ast.Attribute) -> Optional[Value]:
        owner = self.visit(node.value)
        if owner and isinstance(owner.what, LocalClass) and node.attr in owner.what.attributes:
            value = self._first(owner.what.attributes[node.attr])
            is_read = value and isinstance(value.what, LocalFunction) and _is_property(value.what.node)
            return self._called(value) if is_read else value
        name = self.member_name(node.value, node.attr)
        if name in library.ATTRIBUTES:
            return Value(library.ATTRIBUTES[name], Role.INSTANCE)
        if owner and owner.what == library.DONE_AND_NOT_DONE:
            return Value(library.FUTURE, Role.SEVERAL)
        return Value(name) if name else None

    def _member_name(self, owner: Value, attribute: str) -> Optional[str]:
        if owner.role in (Role.SEVERAL, Role.KEYS) or isinstance(owner.what, LocalFunction):
            return None
        if isinstance(owner.what, LocalClass):
            if attribute in owner.what.attributes and attribute not in library.ASSIGNABLE:
                return None
            base = next(filter(library.is_ours, self.bases(owner.what)), None)
            return f"{base}.{attribute}" if base else None
        if owner.role is Role.INSTANCE and not library.is_ours(owner.what):
            return None
        return library.canonical(f"{owner.what}.{attribute}")

    # Calls

    def visit_Call(self, node: ast.Call) -> Optional[Value]:
        if isinstance(node.func, ast.Name) and node.func.id == "super":
            return self._super(node.func)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "enter_context" and node.args:
            return self.visit(node.args[0])
        collection = self.visit(node.func.value) if isinstance(node.func, ast.Attribute) else None
        if collection and isinstance(node.func, ast.Attribute) and collection.role in (Role.SEVERAL, Role.KEYS):
            return _from_collection(collection, node.func.attr)
        function = self.visit(node.func)
        return self._built(function, node) or self._called(function)

    def _built(self, function: Optional[Value], call: ast.Call) -> Optional[Value]:
        """Returns the value that a builtin derives from its arguments."""
        name = function.what if function and function.role is Role.ITSELF else None
        if name == "dict" and call.keywords:
            return self._collection([keyword.value for keyword in call.keywords])
        if not call.args or not isinstance(name, str):
            return None
        if name == "functools.partial" or name in _SAME_ITEMS:
            return self.visit(call.args[0])
        if name in ("map", "collections.defaultdict"):
            value = self._called(self.visit(call.args[0]))
            return _several(value) if value else None
        if name in ("filter", "next"):
            value = self.visit(call.args[-1] if name == "filter" else call.args[0])
            return _one_of(value) if value and name == "next" else value
        return None

    def _called(self, function: Optional[Value]) -> Optional[Value]:
        """Returns the result of a call of a function or class."""
        if function is None or function.role is not Role.ITSELF:
            return None
        if isinstance(function.what, LocalFunction):
            return self._returned(function.what.node)
        return Value(function.what, Role.INSTANCE) if isinstance(function.what, LocalClass) else _result(function.what)

    def _returned(self, function: Function) -> Optional[Value]:
        """Returns the value that a function of this file returns, yields, or is declared to return."""
        if function not in self._results:
            self._results[function] = None  # stops the recursion if a function calls itself
            self._results[function] = self._find_returned(function)
        return self._results[function]

    def _find_returned(self, function: Function) -> Optional[Value]:
        if isinstance(function, ast.Lambda):
            return self.visit(function.body)
        if isinstance(function, ast.AsyncFunctionDef) or not _decorators(function) <= _KEEPING_RESULT:
            return None
        inside = [*own_nodes(function)]
        returned = [node.value for node in inside if isinstance(node, ast.Return) and node.value]
        yielded = [node.value for node in inside if isinstance(node, ast.Yield) and node.value]
        declared = self._annotated(function.returns) if function.returns else None
        return declared or self._collection(yielded) or next(filter(None, map(self.visit, returned)), None)

    def _super(self, name: ast.Name) -> Optional[Value]:
        owner = self._scope_of[name].owner
        base = next(filter(library.is_ours, self.bases(owner)), None) if owner else None
        return Value(base, Role.INSTANCE) if base else None

    # Other expressions

    def visit_Lambda(self, node: ast.Lambda) -> Optional[Value]:
        return Value(LocalFunction(node))

    def visit_NamedExpr(self, node: ast.NamedExpr) -> Optional[Value]:
        return self.visit(node.value)

    def visit_IfExp(self, node: ast.IfExp) -> Optional[Value]:
        return self.visit(node.body) or self.visit(node.orelse)

    def visit_BoolOp(self, node: ast.BoolOp) -> Optional[Value]:
        return next(filter(None, map(self.visit, node.values)), None)

    def visit_Subscript(self, node: ast.Subscript) -> Optional[Value]:
        value = self.visit(node.value)
        if value is None or value.role in (Role.INSTANCE, Role.KEYS):
            return None
        return value if isinstance(node.slice, ast.Slice) else _one_of(value) or value

    def visit_BinOp(self, node: ast.BinOp) -> Optional[Value]:
        value = self.visit(node.left) or self.visit(node.right)
        return value if value and value.role is Role.SEVERAL else None

    def visit_List(self, node: Union[ast.List, ast.Tuple, ast.Set]) -> Optional[Value]:
        return self._collection(node.elts)

    visit_Tuple = visit_Set = visit_List

    def visit_Dict(self, node: ast.Dict) -> Optional[Value]:
        keys = [key for key in node.keys if key]
        return self._collection(keys, Role.KEYS) or self._collection(node.values)

    def visit_ListComp(self, node: Union[ast.ListComp, ast.SetComp, ast.GeneratorExp]) -> Optional[Value]:
        return self._collection([node.elt])

    visit_SetComp = visit_GeneratorExp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> Optional[Value]:
        return self._collection([node.key], Role.KEYS) or self._collection([node.value])

    def _collection(self, items: List[ast.expr], role: Role = Role.SEVERAL) -> Optional[Value]:
        values = filter(None, map(self.visit, items))
        return next(filter(None, (_several(value, role) for value in values)), None)


def _several(value: Value, role: Role = Role.SEVERAL) -> Optional[Value]:
    return Value(value.what, role) if value.role is Role.INSTANCE else None


def _one_of(value: Value) -> Optional[Value]:
    return Value(value.what, Role.INSTANCE) if value.role in (Role.SEVERAL, Role.KEYS) else None


def _from_collection(collection: Value, method: str) -> Optional[Value]:
    """Returns the result of a method of a collection."""
    if method == "copy" or method == ("keys" if collection.role is Role.KEYS else "values"):
        return collection
    return _one_of(collection) if method in _TAKING_ONE and collection.role is Role.SEVERAL else None


def _is_property(function: Function) -> bool:
    return not isinstance(function, ast.Lambda) and bool(_decorators(function) & {"property", "cached_property"})


def _decorators(function: Definition) -> Set[str]:
    """Returns the unqualified names of a function's decorators."""
    called = (node.func if isinstance(node, ast.Call) else node for node in function.decorator_list)
    return {ast.unparse(node).rpartition(".")[2] for node in called}


def _result(function: str) -> Optional[Value]:
    """Returns the result of a call of a library function or class."""
    for name in library.inherited(function):
        if name in library.RESULTS:
            return Value(library.RESULTS[name], Role.INSTANCE)
        if name in library.SEVERAL_RESULTS:
            return Value(library.SEVERAL_RESULTS[name], Role.SEVERAL)
    is_class = function.rpartition(".")[2].lstrip("_")[:1].isupper()
    return Value(function, Role.INSTANCE) if is_class else None
