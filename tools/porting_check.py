#!/usr/bin/env python3
"""Lists the uses of threading and related modules in a Python program, with their counterparts in Java.

    python3 tools/porting_check.py src other/file.py

A line has the form `path:line: kind: Python: Java; note`. A `name` has a counterpart in Java. A `none` has no
counterpart; the note says what to do instead. A `trap` looks the same in Java but has a different meaning. An `unread`
file could not be read by this version of Python. The exit status is 0 even if there are findings.

Requires only Python 3.9 or later, and at least the version for which the checked program was written.
"""

from __future__ import annotations

import argparse
import errno
import io
import json
import os
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Dict, Iterable, Iterator, List, Optional, Sequence, Union

if sys.version_info < (3, 9):
    sys.exit("porting_check.py needs Python 3.9 or later")
sys.path.insert(0, str(Path(__file__).resolve().parent))  # `python -m`, `-I` and `-P` omit this folder

from porting.check import check
from porting.finding import KINDS, Finding
from porting.reference import Reference

_DEPTH = 10_000  # the maximum nesting: each branch of an `elif` chain is nested in the previous one
_REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "python-names.md"

Summary = Dict[str, Union[int, Dict[str, int]]]


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    for path in options.paths:
        if not path.exists():
            parser.error(f"no such file or folder: {path}")
    try:
        reference = Reference.read(options.reference)
    except (OSError, ValueError) as error:
        parser.error(f"cannot read the reference {options.reference}: {error}")
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _DEPTH))
    files, findings = check(options.paths, reference)
    try:
        _print(_report(files, findings, options.summary, options.json))
    except OSError as error:
        parser.exit(1, f"{parser.prog}: error: cannot write the list: {error.strerror}\n")
    return 0


def _report(files: int, findings: List[Finding], is_summary: bool, is_json: bool) -> Iterable[str]:
    """Returns the lines to print."""
    if is_summary:
        summary = _summary(files, findings)
        return [json.dumps(summary, indent=2)] if is_json else _summary_lines(summary)
    if is_json:
        return [json.dumps([asdict(finding) for finding in findings], indent=2)]
    return map(str, findings)


def _print(lines: Iterable[str]) -> None:
    """Prints the lines, escaping characters that the terminal cannot show; stops if the reader closes the pipe."""
    if sys.stdout is None:  # closed by `>&-`
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # prevents Python from flushing again at exit
        if not isinstance(error, BrokenPipeError):  # for instance by `| head`
            raise


def _parser() -> argparse.ArgumentParser:
    description = "Lists the uses of threading and related modules in a Python program, and their Java counterparts."
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("paths", nargs="+", type=Path, metavar="path", help="a file, or a folder of .py files")
    parser.add_argument("--summary", action="store_true", help="count the findings by kind and name")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--reference", type=Path, default=_REFERENCE, help="where docs/python-names.md is")
    return parser


def _summary(files: int, findings: List[Finding]) -> Summary:
    """Returns the number of files, the number of files with findings, and the counts of findings, highest first."""
    summary: Summary = {"files": files, "with findings": len({finding.path for finding in findings})}
    for kind in KINDS:
        of_kind = [finding for finding in findings if finding.kind == kind]
        counts = Counter(_what(finding) for finding in of_kind)
        summary[kind] = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return summary


def _what(finding: Finding) -> str:
    """Returns the key to count by: the anchor for a trap, since its code differs each time, and otherwise the name."""
    return finding.see.partition("#")[2] or finding.python


def _summary_lines(summary: Summary) -> Iterator[str]:
    for what, counts in summary.items():
        if isinstance(counts, int):
            yield f"{what}: {counts}"
        else:
            yield f"{what}: {sum(counts.values())}"
            yield from (f"{count:6} {name}" for name, count in counts.items())


if __name__ == "__main__":
    sys.exit(main())
