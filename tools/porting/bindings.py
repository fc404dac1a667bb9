"""Collects the bindings of a file's names, from imports to loops and `self.x = ..`."""

from __future__ import annotations

import ast
from typing import Callable, Dict, Iterable, Iterator, List, Optional, Tuple, Union

from porting.library import canonical
from porting.scopes import (
    UNKNOWN,
    Binding,
    Definition,
    Function,
    LocalClass,
    LocalFunction,
    Reading,
    Role,
    Scope,
    Value,
)

Comprehension = Union[ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp]

# Methods that add an argument, or all items of an argument, to a collection; with the index of the argument.
_ADDING_ONE = {"append": 0, "appendleft": 0, "add": 0, "insert": 1, "setdefault": 1}
_ADDING_ALL = {"extend": 0, "extendleft": 0, "update": 0}


class ScopeBuilder(ast.NodeVisitor):
    """Visits a module and builds its scopes.

    Afterwards, `scope_of` maps each use of a name to its scope, and `scope_inside` each function to the scope of its
    local names; `classes` and `calls` contain all classes and calls of the file.
    """

    def __init__(self, public_names: Callable[[str], Iterable[str]]) -> None:
        self.scope_of: Dict[ast.Name, Scope] = {}
        self.scope_inside: Dict[Function, Scope] = {}
        self.classes: List[LocalClass] = []
        self.calls: List[Tuple[ast.Call, Scope]] = []
        self._public_names = public_names
        self._scope = Scope(None)
        self._additions: List[Tuple[ast.expr, Binding, Scope]] = []

    def build(self, module: ast.Module) -> None:
        """Visits the module, and then the additions to collections, which may precede the binding of the collection."""
        self.visit(module)
        for collection, addition, scope in self._additions:
            self._scope = scope
            self._add_to(collection, addition)

    # Scopes

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        local = LocalClass(node)
        self.classes.append(local)
        self._scope.bind(node.name, Binding(value=Value(local)))
        self._visit_all([*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)])
        self._visit_inside(Scope(self._scope, local, is_class=True), node.body)

    def visit_FunctionDef(self, node: Definition) -> None:
        self._scope.bind(node.name, Binding(value=Value(LocalFunction(node))))
        self._visit_all([*node.decorator_list, *filter(None, [node.returns])])
        self._visit_function(node, node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._visit_function(node, [node.body])

    def _visit_function(self, node: Function, body: Iterable[ast.AST]) -> None:
        self.visit(node.args)  # defaults and annotations are evaluated outside of the function
        inside = self.scope_inside[node] = Scope(self._scope, self._scope.owner)
        arguments = node.args
        for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
            declared = Binding(argument.annotation, Reading.ANNOTATION) if argument.annotation else UNKNOWN
            inside.bind(argument.arg, declared)
        for argument, default in _defaults(arguments):
            inside.bind(argument.arg, Binding(default))
        for rest in filter(None, (arguments.vararg, arguments.kwarg)):
            inside.bind(rest.arg, UNKNOWN)
        if self._scope.is_class and not isinstance(node, ast.Lambda):
            self._bind_self(node, inside)
        self._visit_inside(inside, body)

    def _bind_self(self, method: Definition, inside: Scope) -> None:
        first = next(iter([*method.args.posonlyargs, *method.args.args]), None)
        decorators = {node.id for node in method.decorator_list if isinstance(node, ast.Name)}
        if first and inside.owner and "staticmethod" not in decorators:
            role = Role.ITSELF if "classmethod" in decorators else Role.INSTANCE
            inside.names[first.arg] = [Binding(value=Value(inside.owner, role))]

    def _visit_comprehension(self, node: Comprehension) -> None:
        self._visit_inside(Scope(self._scope, self._scope.owner), ast.iter_child_nodes(node))

    visit_ListComp = visit_SetComp = visit_GeneratorExp = visit_DictComp = _visit_comprehension

    def _visit_inside(self, scope: Scope, nodes: Iterable[ast.AST]) -> None:
        outside, self._scope = self._scope, scope
        self._visit_all(nodes)
        self._scope = outside

    def _visit_all(self, nodes: Iterable[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)

    # Names

    def visit_Name(self, node: ast.Name) -> None:
        self.scope_of[node] = self._scope

    def visit_Global(self, node: ast.Global) -> None:
        for name in node.names:
            self._scope.elsewhere[name] = self._scope.module()

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        for name in node.names:
            outer = self._scope.parent.find(name) if self._scope.parent else None
            if outer:
                self._scope.elsewhere[name] = outer

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            top = alias.name.partition(".")[0]
            name, module = (alias.asname, alias.name) if alias.asname else (top, top)
            self._scope.bind(name, Binding(value=Value(canonical(module))))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = canonical(node.module or "")
        for alias in node.names:
            if node.level:
                self._scope.bind(alias.asname or alias.name, UNKNOWN)
            elif alias.name == "*":
                for name in self._public_names(module):
                    self._scope.bind(name, Binding(value=Value(f"{module}.{name}")))
            else:
                full = canonical(f"{module}.{alias.name}")
                self._scope.bind(alias.asname or alias.name, Binding(value=Value(full)))

    # Bindings

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._bind(target, node.value)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self._bind(node.target, node.value)
        self._bind(node.target, node.annotation, Reading.ANNOTATION)
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._bind(node.target, node.value)
        self.generic_visit(node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._bind(node.target, node.value)
        self.generic_visit(node)

    def visit_withitem(self, node: ast.withitem) -> None:
        if node.optional_vars:
            self._bind(node.optional_vars, node.context_expr)
        self.generic_visit(node)

    def visit_For(self, node: Union[ast.For, ast.AsyncFor]) -> None:
        self._bind_loop(node.target, node.iter)
        self.generic_visit(node)

    visit_AsyncFor = visit_For

    def visit_comprehension(self, node: ast.comprehension) -> None:
        self._bind_loop(node.target, node.iter)
        self.generic_visit(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._scope.bind(node.name, UNKNOWN)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        self.calls.append((node, self._scope))
        function = node.func
        if isinstance(function, ast.Attribute):
            for places, reading in ((_ADDING_ONE, Reading.COLLECTION), (_ADDING_ALL, Reading.VALUE)):
                if places.get(function.attr) == len(node.args) - 1:
                    self._additions.append((function.value, Binding(node.args[-1], reading), self._scope))
        self.generic_visit(node)

    def _bind_loop(self, target: ast.expr, items: ast.expr) -> None:
        """Binds the variables of a loop, even over `enumerate(items)`, `zip(items, others)` or `mapping.items()`."""
        mapping = _mapping(items)
        if mapping and isinstance(target, ast.Tuple) and len(target.elts) == 2:
            self._bind(target.elts[0], mapping, Reading.KEY)
            return self._bind(target.elts[1], mapping, Reading.MAPPED)
        if isinstance(target, ast.Tuple) and isinstance(items, ast.Call) and isinstance(items.func, ast.Name):
            if items.func.id == "enumerate" and items.args and len(target.elts) == 2:
                self._bind_unknown(target.elts[0])
                return self._bind_loop(target.elts[1], items.args[0])
            if items.func.id == "zip" and len(items.args) == len(target.elts):
                for one, several in zip(target.elts, items.args):
                    self._bind(one, several, Reading.ELEMENT)
                return None
        if isinstance(target, (ast.Tuple, ast.List)):
            return self._bind_unknown(target)
        return self._bind(target, items, Reading.ELEMENT)

    def _bind_unknown(self, target: ast.expr) -> None:
        for node in ast.walk(target):
            if isinstance(node, ast.Name):
                self._scope.bind(node.id, UNKNOWN)

    def _bind(self, target: ast.expr, node: ast.expr, reading: Reading = Reading.VALUE) -> None:
        if isinstance(target, ast.Name):
            self._scope.bind(target.id, Binding(node, reading))
        elif isinstance(target, ast.Attribute):
            self._bind_attribute(target, Binding(node, reading))
        elif isinstance(target, ast.Starred):
            self._bind(target.value, node, reading)
        elif isinstance(target, ast.Subscript):
            self._additions.append((target.value, Binding(node, Reading.COLLECTION), self._scope))
            self._additions.append((target.value, Binding(target.slice, Reading.KEYS), self._scope))
        elif isinstance(target, (ast.Tuple, ast.List)):
            self._bind_each(target.elts, node)

    def _bind_each(self, targets: List[ast.expr], node: ast.expr) -> None:
        if isinstance(node, (ast.Tuple, ast.List)) and len(node.elts) == len(targets):
            for target, value in zip(targets, node.elts):
                self._bind(target, value)
        else:
            for target in targets:
                self._bind(target, node, Reading.UNPACKED)

    def _bind_attribute(self, target: ast.Attribute, binding: Binding) -> None:
        """Binds an attribute of `self` or of a class of this file; ignores others."""
        owner = self._scope.known(target.value)
        if owner and isinstance(owner.what, LocalClass):
            owner.what.attributes.setdefault(target.attr, []).append(binding)

    def _add_to(self, collection: ast.expr, binding: Binding) -> None:
        if isinstance(collection, ast.Name):
            scope = self._scope.find(collection.id)
            if scope:
                scope.names.setdefault(collection.id, []).append(binding)
        elif isinstance(collection, ast.Attribute):
            self._bind_attribute(collection, binding)


def _defaults(arguments: ast.arguments) -> Iterator[Tuple[ast.arg, ast.expr]]:
    """Returns the parameters that have a default, each with its default."""
    positional = [*arguments.posonlyargs, *arguments.args]
    yield from zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults)
    yield from ((arg, default) for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults) if default)


def _mapping(node: ast.expr) -> Optional[ast.expr]:
    """Returns the dict of `mapping.items()`, even inside `list`, `sorted` or `reversed`."""
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Name) and node.func.id in ("list", "sorted", "reversed") and node.args:
        return _mapping(node.args[0])
    return node.func.value if isinstance(node.func, ast.Attribute) and node.func.attr == "items" else None
