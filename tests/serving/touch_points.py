"""Finds where our sources touch the libraries of connections: by name, without running anything of ours.

It follows imported names, base classes, methods that override one of a base's or are promised by a protocol of ours,
`super()`, and attributes of `self` and of variables whose type is annotated. `LEADS_TO` says of what type attributes of
the libraries are.
"""

import ast
import importlib
import inspect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final, TypeGuard

LIBRARIES: Final = ("engineio", "httptools", "socketio", "uvicorn", "websockets")
HTTP: Final = "uvicorn.protocols.http.httptools_impl"
WEBSOCKET: Final = "uvicorn.protocols.websockets.websockets_sansio_impl.WebSocketsSansIOProtocol"

LEADS_TO: Final = {
    f"{HTTP}.HttpToolsProtocol.cycle": f"{HTTP}.RequestResponseCycle",
    f"{HTTP}.HttpToolsProtocol.flow": "uvicorn.protocols.http.flow_control.FlowControl",
    f"{WEBSOCKET}.conn": "websockets.server.ServerProtocol",
    f"{WEBSOCKET}.request": "websockets.http11.Request",
    f"{WEBSOCKET}.response": "websockets.http11.Response",
    "socketio.AsyncServer.eio": "engineio.AsyncServer",
    "socketio.AsyncServer.manager": "socketio.AsyncManager",
    "socketio.AsyncManager.server": "socketio.AsyncServer",
    "socketio.AsyncNamespace.server": "socketio.AsyncServer",
}


@dataclass
class _Class:
    """A class of ours."""

    bases: list[str] = field(default_factory=list)
    """Dotted names of the libraries' classes that it extends, directly or not."""
    own: set[str] = field(default_factory=set)
    """The names that it defines itself."""
    is_protocol: bool = False
    types: dict[str, str] = field(default_factory=dict)
    """The types of its attributes, where they are annotated."""


def touch_points(files: Iterable[Path]) -> dict[str, set[str]]:
    """Return the dotted names in libraries that these sources touch, each with the names of the files that do."""
    trees = {path: ast.parse(path.read_text()) for path in files}
    classes: dict[str, _Class] = {}
    for _ in range(2):  # a base may be read after the class that extends it
        for tree in trees.values():
            names = _imported(tree)
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    classes[node.name] = _class(node, names, classes)
    touched: defaultdict[str, set[str]] = defaultdict(set)
    for path, tree in trees.items():
        for name in _Walk(_imported(tree), classes).touched(tree):
            touched[name].add(path.name)
    return {name: where for name, where in touched.items() if not isinstance(_resolved(name), ModuleType)}


@cache
def names_of(dotted: str) -> dict[str, str]:
    """Return what a class of a library has: signatures of methods, and how attributes are set first."""
    found: dict[str, str] = {}
    cls = resolve(dotted)
    if not isinstance(cls, type):
        return found
    for each in cls.__mro__:
        if not is_of_a_library(each.__module__):
            continue
        tree = ast.parse(inspect.getsource(each)).body[0]
        cls_body = tree.body if isinstance(tree, ast.ClassDef) else []
        for node in ast.walk(tree):
            for target in _targets(node):
                if isinstance(target, ast.Name) and node in cls_body:  # a field of a dataclass
                    found.setdefault(target.id, _shape(node))
                elif _is_of_self(target):
                    found.setdefault(target.attr, _shape(node))
        for name in vars(each):
            value = inspect.getattr_static(cls, name)
            found.setdefault(name, str(inspect.signature(value)) if inspect.isfunction(value) else type(value).__name__)
    return found


def shape_of(dotted: str) -> str:
    """Return what a touched name is: `class`, a signature, or what an attribute is set to first.

    Raises LookupError where it is not there.
    """
    owner, _, name = dotted.rpartition(".")
    try:
        found = resolve(dotted)
        if isinstance(found, type):
            return "class"
        if inspect.ismodule(resolve(owner)) and callable(found):
            return str(inspect.signature(found))
    except (AttributeError, ImportError):
        pass
    try:
        return names_of(owner)[name]
    except (AttributeError, ImportError, KeyError):
        raise LookupError(dotted) from None


def resolve(dotted: str) -> object:
    """Return what a dotted name stands for. Raises ImportError or AttributeError."""
    parts = dotted.split(".")
    for size in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:size]))
        except ModuleNotFoundError:
            continue
        for name in parts[size:]:
            found = getattr(found, name)
        return found
    raise ImportError(dotted)


def _resolved(dotted: str) -> object:
    """Return what a dotted name stands for; None for an attribute that only instances have."""
    try:
        return resolve(dotted)
    except AttributeError:
        return None


def is_of_a_library(dotted: str) -> bool:
    """Whether a dotted name is one of the libraries'."""
    return dotted.partition(".")[0] in LIBRARIES


def _targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, ast.AnnAssign) else []


def _shape(node: ast.AST) -> str:
    """Return the annotation of an assignment; where there is none, what is assigned, without a call's arguments."""
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.annotation)
    value = node.value if isinstance(node, ast.Assign) else ast.Constant(None)
    return f"{ast.unparse(value.func)}()" if isinstance(value, ast.Call) else ast.unparse(value)


def _is_of_self(target: ast.expr) -> TypeGuard[ast.Attribute]:
    return isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self"


def _imported(tree: ast.AST) -> dict[str, str]:
    """Return the dotted names behind the names that a module imports from libraries."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {(each.asname or each.name): each.name for each in node.names if is_of_a_library(each.name)}
        elif isinstance(node, ast.ImportFrom) and is_of_a_library(node.module or ""):
            names |= {(each.asname or each.name): f"{node.module}.{each.name}" for each in node.names}
    return names


def _class(node: ast.ClassDef, names: dict[str, str], classes: dict[str, _Class]) -> _Class:
    found = _Class()
    for base in (each.value if isinstance(each, ast.Subscript) else each for each in node.bases):
        dotted = _dotted(base, names)
        found.is_protocol |= ast.unparse(base) == "Protocol"
        if dotted is not None:
            found.bases.append(dotted)
        elif isinstance(base, ast.Name) and base.id in classes:
            found.bases += classes[base.id].bases
    for inner in ast.walk(node):
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
            found.own.add(inner.name)
            if inner.name == "__init__":
                _note_attributes(found, inner)
        elif inner in node.body:
            found.own |= {each.id for each in _targets(inner) if isinstance(each, ast.Name)}
    return found


def _note_attributes(found: _Class, init: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    given = {each.arg: _type(each.annotation) for each in [*init.args.args, *init.args.kwonlyargs]}
    for node in ast.walk(init):
        for target in _targets(node):
            if _is_of_self(target):
                found.own.add(target.attr)
                value = getattr(node, "value", None)
                kind = _type(getattr(node, "annotation", None)) or (
                    given.get(value.id, "") if isinstance(value, ast.Name) else ""
                )
                if kind:
                    found.types[target.attr] = kind


def _type(annotation: ast.expr | None) -> str:
    """Return the name in an annotation: of `Sequence[X]`, `X | None` and `"X"` it is X."""
    if annotation is None:
        return ""
    text = ast.unparse(annotation).strip("'\"").removesuffix(" | None")
    for around in ("Sequence", "list", "type"):
        text = text.removeprefix(f"{around}[").removesuffix("]") if text.startswith(f"{around}[") else text
    return text


def _dotted(node: ast.expr, names: dict[str, str]) -> str | None:
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute) and (owner := _dotted(node.value, names)) is not None:
        return f"{owner}.{node.attr}"
    return None


class _Walk:
    """Goes through one module."""

    def __init__(self, names: dict[str, str], classes: dict[str, _Class]) -> None:
        self._names = names
        self._classes = classes

    def touched(self, tree: ast.Module) -> Iterator[str]:
        """Yield the names that are touched."""
        yield from (each for each in self._names.values() if "." in each)
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                yield from self._in_class(node)
            else:
                yield from self._in(node, {})

    def _in_class(self, node: ast.ClassDef) -> Iterator[str]:
        cls = self._classes[node.name]
        yield from cls.bases
        for base in cls.bases:
            touched = cls.own | self._promised(cls, base)
            yield from (f"{base}.{name}" for name in touched & names_of(base).keys() if name not in _UNTOLD)
        yield from self._in(node, {"self": node.name})

    def _promised(self, cls: _Class, base: str) -> set[str]:
        """Return what a class promises by the protocols of ours that it fits, with what it has of a base."""
        has = cls.own | names_of(base).keys()
        protocols = (each.own for each in self._classes.values() if each.is_protocol and each.own)
        return {name for names in protocols if names <= has for name in names}

    def _in(self, node: ast.AST, variables: dict[str, str]) -> Iterator[str]:
        variables = {**variables, **self._annotated(node)}
        for each in ast.walk(node):
            if isinstance(each, ast.Attribute):
                if (dotted := _dotted(each, self._names)) is not None:
                    yield dotted
                elif (owner := self._type_of(each.value, variables)) is not None:
                    yield from self._attribute(owner, each.attr)[0]

    def _annotated(self, node: ast.AST) -> dict[str, str]:
        """Return the variables below a node whose types are known, by annotation or as items of what is annotated."""
        found = {}
        for each in ast.walk(node):
            if isinstance(each, ast.arg):
                found[each.arg] = _type(each.annotation)
            elif isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
                found[each.target.id] = _type(each.annotation)
        for each in ast.walk(node):
            if isinstance(each, ast.For | ast.comprehension):
                zipped = isinstance(each.iter, ast.Call) and ast.unparse(each.iter.func) == "zip"
                sources = each.iter.args if isinstance(each.iter, ast.Call) and zipped else [each.iter]
                targets = each.target.elts if isinstance(each.target, ast.Tuple) else [each.target]
                for target, source in zip(targets, sources, strict=False):
                    if isinstance(target, ast.Name) and isinstance(source, ast.Name) and source.id in found:
                        found[target.id] = found[source.id]
        return {name: kind for name, kind in found.items() if kind in self._classes or kind in self._names}

    def _type_of(self, node: ast.expr, variables: dict[str, str]) -> str | None:
        """Return the class of ours, or the dotted name of a library's, that an expression is of."""
        if isinstance(node, ast.Name):
            kind = variables.get(node.id)
            return self._names.get(kind, kind) if kind is not None else None
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "super":
            cls = self._classes.get(variables.get("self", ""))
            return cls.bases[0] if cls is not None and cls.bases else None
        if isinstance(node, ast.Attribute) and (owner := self._type_of(node.value, variables)) is not None:
            return self._attribute(owner, node.attr)[1]
        return None

    def _attribute(self, owner: str, name: str) -> tuple[list[str], str | None]:
        """Return what is touched by reading an attribute of something, and of what type the attribute is."""
        bases = [owner]
        if owner in self._classes:
            cls = self._classes[owner]
            if name in cls.own:
                kind = cls.types.get(name)
                return [], self._names.get(kind, kind) if kind is not None else None
            bases = cls.bases
        elif not is_of_a_library(owner):
            return [], None
        for base in bases:
            if name in names_of(base) and name not in _UNTOLD:
                return [f"{base}.{name}"], LEADS_TO.get(f"{base}.{name}")
        return [], None


_UNTOLD: Final = ("__init__", "__doc__", "__module__")
