"""Reads docs/python-names.md: the tables there are all that the checker knows of counterparts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterator, List, Optional

from porting.library import canonical, inherited, is_ours, is_private

_LINK = re.compile(r"\[([^]]*)]\([^)]*\)")
_CODE = re.compile(r"`([^`]+)`")
_PRIVATE = "private, so there is no counterpart; say with public names what it is needed for"


@dataclass(frozen=True)
class Counterpart:
    """A row: a name of Python's, and what to write for it; without `java`, the note says what to do instead."""

    python: str
    java: str
    note: str


Rows = Dict[str, Counterpart]


class Reference:
    """The counterparts of names, and what there is instead of modules that have none.

    A module of `others` is reported at each of its names that has no row of its own, one of `worlds` at its import.
    """

    def __init__(self, names: Rows, others: Rows, worlds: Rows) -> None:
        self._names = names
        self._others = others
        self._worlds = worlds

    @classmethod
    def read(cls, path: Path) -> Reference:
        """Reads the document; a `ValueError` says which of its tables is missing."""
        text = path.read_text(encoding="utf-8")
        single = _by_name(_without_counterpart(_table(text, "| Name | Instead |")))
        others = {name: row for name, row in single.items() if "." not in name}
        names = {name: row for name, row in single.items() if "." in name}
        names.update(_by_name(_with_counterpart(_table(text, "| Python | Java | Note |", "## Every name"))))
        return cls(names, others, _by_name(_without_counterpart(_table(text, "| Module | Instead |"))))

    def find(self, name: str) -> Optional[Counterpart]:
        """What to write for a name, or None if there is nothing to say about it."""
        for candidate in inherited(name):
            if candidate in self._names:
                return self._names[candidate]
        if is_private(name):
            return Counterpart(name, "", _PRIVATE)
        module, dot, rest = name.partition(".")
        is_public = dot and not rest.rpartition(".")[2].startswith("_")
        other = self._others.get(module) if is_public and not is_ours(name) else None
        return Counterpart(name, "", other.note) if other else None

    def world(self, name: str) -> Optional[Counterpart]:
        """What to do instead of using a module at all, or None if that is fine."""
        return self._worlds.get(name.partition(".")[0])

    def public_names(self, module: str) -> List[str]:
        """What `from module import *` imports."""
        found = []
        for name in self._names:
            owner, _, last = name.rpartition(".")
            if owner == module and not last.startswith("_"):
                found.append(last)
        return found


def _table(text: str, header: str, after: str = "") -> List[List[str]]:
    """The cells of the table with that header, row by row; the first after a line, if one is given."""
    start = text.find(f"\n{header}\n", max(text.find(f"\n{after}\n"), 0))
    if start < 0:
        raise ValueError(f"no table {header!r}")
    rows = []
    for line in text[start:].splitlines()[3:]:
        if not line.startswith("| "):
            break
        rows.append([cell.strip() for cell in line.strip("|").split(" | ")])
    return rows


def _with_counterpart(rows: List[List[str]]) -> Iterator[Counterpart]:
    for python, java, note in rows:
        nothing, colon, reason = java.partition("none:")
        for name in _names(python):
            if colon and not nothing:
                yield Counterpart(name, "", _plain(reason))
            else:
                yield Counterpart(name, "" if java == "-" else _plain(java), _plain(note))


def _without_counterpart(rows: List[List[str]]) -> Iterator[Counterpart]:
    for python, instead in rows:
        for name in _names(python):
            yield Counterpart(name, "", _plain(instead))


def _by_name(rows: Iterator[Counterpart]) -> Rows:
    return {canonical(row.python): row for row in rows}


def _names(cell: str) -> Iterator[str]:
    """The names in a cell; one that begins with a dot belongs where the one before it does."""
    owner = ""
    for name in _CODE.findall(cell):
        full = owner + name if name.startswith(".") else name
        owner = full.rpartition(".")[0]
        yield full


def _plain(cell: str) -> str:
    """Without Markdown."""
    return _LINK.sub(r"\1", cell).replace("`", "").replace("**", "").strip(" |")
