"""Checks files and folders, and returns the list of findings."""

from __future__ import annotations

import ast
import os
import warnings
from pathlib import Path
from typing import Iterable, Iterator, List, Set, Tuple, Union

from porting.finding import NAME, NONE, TRAP, UNREAD, Finding
from porting.reference import Reference
from porting.source import Source, line_of
from porting.traps import traps
from porting.uses import uses

_GUIDE = "docs/porting-from-python.md"
_NOT_SOURCES = {"__pycache__", "node_modules"}


def check(paths: Iterable[Path], reference: Reference) -> Tuple[int, List[Finding]]:
    """Returns the number of files and their findings, in order. A file that is given twice is counted once."""
    files = 0
    findings: List[Finding] = []
    seen: Set[Path] = set()
    for place in _files(paths):
        if isinstance(place, Finding):
            findings.append(place)
        elif place.resolve() not in seen:
            seen.add(place.resolve())
            files += 1
            findings += check_file(place, reference)
    return files, findings


def check_file(path: Path, reference: Reference) -> List[Finding]:
    """Returns the findings of a file, in order, or a single finding if the file cannot be read."""
    try:
        source = Source(_parse(path), reference.public_names)
        named = list(_named(path, source, reference))
        return sorted({*named, *_trapped(path, source)}) if named else []  # a file without uses has no traps
    except SyntaxError as error:
        return [_unread(path, error, error.msg, error.lineno or 1)]
    except (OSError, ValueError, RecursionError, MemoryError) as error:
        return [_unread(path, error, str(error))]


def _files(paths: Iterable[Path]) -> Iterator[Union[Path, Finding]]:
    """Returns the given files, and the Python files in the given folders."""
    for path in paths:
        if path.is_dir():
            yield from _python_files(path)
        else:
            yield path


def _python_files(folder: Path) -> Iterator[Union[Path, Finding]]:
    errors: List[OSError] = []
    for place, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if name not in _NOT_SOURCES and not name.startswith("."))
        for path in (Path(place, name) for name in sorted(files) if name.endswith((".py", ".pyw"))):
            yield _unread(path, OSError(), "not a regular file") if _is_special(path) else path
    yield from (_unread(Path(error.filename), error, str(error)) for error in errors)


def _is_special(path: Path) -> bool:
    """Returns whether a path is a pipe or a device, whose content may be endless."""
    return path.exists() and not path.is_file()


def _parse(path: Path) -> ast.Module:
    """Parses a file like this version of Python, respecting an encoding declared in its first lines."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # warnings concern the checked program, not the checker
        return ast.parse(path.read_bytes(), str(path))


def _named(path: Path, source: Source, reference: Reference) -> Iterator[Finding]:
    for node, row in uses(source, reference):
        kind = NAME if row.java else NONE
        yield Finding(path.as_posix(), line_of(node), kind, row.python, row.java, row.note)


def _trapped(path: Path, source: Source) -> Iterator[Finding]:
    for node, code, trap in traps(source):
        see = f"{_GUIDE}#{trap.anchor}"
        yield Finding(path.as_posix(), line_of(node), TRAP, code, trap.java, trap.note, see)


def _unread(path: Path, error: Exception, reason: str, line: int = 1) -> Finding:
    return Finding(path.as_posix(), line, UNREAD, type(error).__name__, note=" ".join(reason.split()))
