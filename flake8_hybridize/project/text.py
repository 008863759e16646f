"""Source text of one file: decoded as Python decodes it, positions, and back to the same bytes."""

from __future__ import annotations

import codecs
import io
import re
import tokenize
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_NEWLINE = re.compile(r"\r\n|\r|\n")
_NULL_BYTES = "it has null bytes, so it isn't Python source"


class UnreadableSource(Exception):
    """The file can't be decoded or isn't text; the message says why."""


@dataclass(frozen=True)
class SourceText:
    """Decoded text with its line ends as they are in the file and without the byte order mark.

    Lines end where Python ends them: at ``\\n``, ``\\r\\n`` and ``\\r``, not at form feeds or Unicode separators.
    """

    text: str
    encoding: str = "utf-8"
    bom: bool = False

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Character offset of each line's first character."""
        return (0, *(match.end() for match in _NEWLINE.finditer(self.text)))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends. A text that ends in a line end has an empty last line."""
        return tuple(_NEWLINE.split(self.text))

    @cached_property
    def newline(self) -> str:
        r"""The line end that the file uses most, the first of equals; ``\n`` if it has none."""
        crlf = self.text.count("\r\n")
        counts = {"\n": self.text.count("\n") - crlf, "\r\n": crlf, "\r": self.text.count("\r") - crlf}
        first = _NEWLINE.search(self.text)
        if first is None:
            return "\n"
        return max(counts, key=lambda end: (counts[end], end == first.group()))

    def line(self, line: int) -> str:
        """The text of a line, counted from 1, without its end; empty outside the text."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def offset(self, line: int, column: int) -> int:
        """Character offset of a line and column, both from 1. The column after a line's last character is legal.

        Raises ValueError for a place outside the text.
        """
        if not 0 < line <= len(self.lines) or not 0 < column <= len(self.lines[line - 1]) + 1:
            raise ValueError(f"no line {line}, column {column} in this text")
        return self.line_starts[line - 1] + column - 1

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character offset."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def column_of(self, line: int, utf8_column: int) -> int:
        """Column in characters, from 1, of a byte column from 0 as ``ast`` and astroid count it."""
        text = self.line(line)
        if text.isascii():
            return utf8_column + 1
        return len(text.encode("utf-8", "surrogatepass")[:utf8_column].decode("utf-8", "ignore")) + 1

    def encode(self, text: str | None = None) -> bytes:
        """This text, or another that takes its place, as bytes in the file's encoding and with its byte order mark.

        Raises UnicodeEncodeError if the encoding lacks a character of ``text``.
        """
        data = (self.text if text is None else text).encode(self.encoding)
        return codecs.BOM_UTF8 + data if self.bom else data


def decode(data: bytes) -> SourceText:
    """Decode by PEP 263: byte order mark, coding comment, else UTF-8.

    Raises UnreadableSource for an unknown or contradicting encoding, undecodable bytes and null bytes.
    """
    if b"\0" in data:
        raise UnreadableSource(_NULL_BYTES)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        bom = data.startswith(codecs.BOM_UTF8)
        if bom:
            data, encoding = data[len(codecs.BOM_UTF8) :], "utf-8"
        text = data.decode(encoding)
    except (SyntaxError, LookupError, ValueError) as error:
        raise UnreadableSource(_reason(error)) from error
    return SourceText(text, encoding, bom)


def from_text(text: str) -> SourceText:
    """Text that was already decoded, as an editor or flake8 hands it over. Raises UnreadableSource for null bytes."""
    if "\0" in text:
        raise UnreadableSource(_NULL_BYTES)
    bom = text.startswith("\ufeff")
    return SourceText(text[1:] if bom else text, "utf-8", bom)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start} can't be decoded as {error.encoding}"
    if "missing encoding declaration" in str(error):
        return "it isn't UTF-8 and declares no other encoding"
    return str(error) or type(error).__name__
