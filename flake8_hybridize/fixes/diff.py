"""Unified diffs that ``patch -p0`` applies."""

from __future__ import annotations

import difflib


def unified(file: str, before: bytes, after: bytes) -> bytes:
    """The difference of one file, in the bytes of the file; empty if there is none."""
    if before == after:
        return b""
    # A name with blanks is ended by a tab, as ``patch`` and ``git`` have it.
    name = file.encode() + (b"\t" if any(character.isspace() for character in file) else b"")
    lines = difflib.diff_bytes(difflib.unified_diff, _lines(before), _lines(after), name, name, lineterm=b"\n")
    return b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines)


def _lines(content: bytes) -> list[bytes]:
    # ``patch`` knows line feeds only; carriage returns are content to it.
    pieces = content.split(b"\n")
    lines = [piece + b"\n" for piece in pieces[:-1]]
    return [*lines, pieces[-1]] if pieces[-1] else lines
