"""Reads docs/python-names.md, whose tables are the checker's only source of counterparts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterator, List, Optional

from porting.library import canonical, inherited, is_ours, is_private

_LINK = re.compile(r"\[([^]]*)]\([^)]*\)")
_CODE = re.compile(r"`([^`]+)`")
_PRIVATE = "private, so there is no counterpart; use public names instead"


@dataclass(frozen=True)
class Counterpart:
    """A row: a Python name and its Java counterpart. If `java` is empty, the note says what to do instead."""

    python: str
    java: str
    note: str


Rows = Dict[str, Counterpart]


class Reference:
    """The counterparts of names, and the alternatives to modules without counterparts.

    A module in `others` is reported at each use of one of its names that has no row of its own. A module in `worlds` is
    reported where it is imported.
    """

    def __init__(self, names: Rows, others: Rows, worlds: Rows) -> None:
        self._names = names
        self._others = others
        self._worlds = worlds

    @classmethod
    def read(cls, path: Path) -> Reference:
        """Reads the document. Raises ValueError if a table is missing."""
        text = path.read_text(encoding="utf-8")
        single = _by_name(_without_counterpart(_table(text, "| Name | Instead |")))
        others = {name: row for name, row in single.items() if "." not in name}
        names = {name: row for name, row in single.items() if "." in name}
        names.update(_by_name(_with_counterpart(_table(text, "| Python | Java | Note |", "## Every name"))))
        return cls(names, others, _by_name(_without_counterpart(_table(text, "| Module | Instead |"))))

    def find(self, name: str) -> Optional[Counterpart]:
        """Returns the counterpart of a name, or None if the reference does not mention it."""
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
        """Returns the alternative to importing a module, or None if there is no reason to avoid it."""
        return self._worlds.get(name.partition(".")[0])

    def public_names(self, module: str) -> List[str]:
        """Returns the names that `from module import *` imports."""
        found = []
        for name in self._names:
            owner, _, last = name.rpartition(".")
            if owner == module and not last.startswith("_"):
                found.append(last)
        return found


def _table(text: str, header: str, after: str = "") -> List[List[str]]:
    """Returns the cells, row by row, of the first table with the given header. The search starts at the given line."""
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
    """Yields the names in a cell. A name that starts with a dot has the same prefix as the previous name."""
    owner = ""
    for name in _CODE.findall(cell):
        full = owner + name if name.startswith(".") else name
        owner = full.rpartition(".")[0]
        yield full


def _plain(cell: str) -> str:
    """Returns the text without Markdown."""
    return _LINK.sub(r"\1", cell).replace("`", "").replace("**", "").strip(" |")
