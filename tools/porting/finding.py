"""The lines of the list."""

from __future__ import annotations

from dataclasses import dataclass

NAME = "name"  # has a counterpart
NONE = "none"  # has no counterpart; the note says what to do instead
TRAP = "trap"  # has a counterpart that looks the same but has a different meaning
UNREAD = "unread"  # a file or folder that could not be read
KINDS = (NAME, NONE, TRAP, UNREAD)


@dataclass(frozen=True, order=True)
class Finding:
    """A use of a name, or a trap, to consider when the file is ported."""

    path: str
    line: int
    kind: str
    python: str
    java: str = ""
    note: str = ""
    see: str = ""  # an anchor in the guide

    def __str__(self) -> str:
        advice = "; ".join(part for part in (self.java, self.note) if part)
        place = f" ({self.see})" if self.see else ""
        return f"{self.path}:{self.line}: {self.kind}: {self.python}: {advice}{place}"
