"""The text of one file, cut into lines as Python's tokenizer does (not at form feeds or Unicode separators)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .places import Place

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Source:
    """``text`` is the decoded content without byte-order mark, line ends as on disk; ``lines`` keep their ends.

    ``encoding`` and ``bom`` (the file begins with a UTF-8 byte-order mark) are what it takes to write it back.
    """

    file: str
    text: str
    encoding: str = "utf-8"
    bom: bool = False
    lines: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(_LINE.findall(self.text)))

    def line(self, number: int) -> str:
        """Line ``number`` (from 1) without its line end; empty beyond the last line."""
        return self.lines[number - 1].rstrip("\r\n") if 0 < number <= len(self.lines) else ""

    def segment(self, place: Place) -> str:
        """The text of ``place``."""
        first, last = place.line, place.end_line
        if first == last:
            return self.lines[first - 1][place.column - 1 : place.end_column - 1]
        middle = self.lines[first : last - 1]
        start = self.lines[first - 1][place.column - 1 :]
        return "".join((start, *middle, self.lines[last - 1][: place.end_column - 1]))

    def encode(self, text: str) -> bytes:
        """``text``, which takes the place of this one, as bytes of the file.

        Raises ``UnicodeEncodeError`` if the encoding lacks a character.
        """
        return codecs.BOM_UTF8 * self.bom + text.encode(self.encoding)

    def newline(self) -> str:
        """The line end of the first line that has one, else ``\\n``."""
        for line in self.lines[:1]:
            ending = line[len(line.rstrip("\r\n")) :]
            if ending:
                return ending
        return "\n"


Sources = Mapping[str, Source]
"""The text of every file that could be read, by the name used in places."""
