"""Decoding, lines, offsets and columns, and the way back to bytes."""

from __future__ import annotations

import ast
import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_hybridize.project.text import UnreadableSource, decode, from_text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x = 1",
        b"x = 1\n",
        b"x = 1\r\ny = 2\r\n",
        b"x = 1\ny = 2\r\nz = 3\r",
        b"\x0cx = 1\n\x0c\ny = 2\n",
        codecs.BOM_UTF8 + b"x = 1\r\n",
        codecs.BOM_UTF8 + b"# coding: utf-8\n",
        "# -*- coding: latin-1 -*-\nname = 'Gr\u00f6\u00dfe'\n".encode("latin-1"),
        "#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = '\u20ac'\n".encode("cp1252"),
        "x = '\u2028\x85\x1c'\n".encode(),
    ],
)
def test_bytes_survive_the_round_trip(data: bytes) -> None:
    assert decode(data).encode() == data


@given(st.text(alphabet="ab\u00e9\U0001f600 \t\r\n\x0c\u2028"))
def test_lines_offsets_and_positions_agree(text: str) -> None:
    source = from_text(text)
    assert decode(source.encode()).text == text
    assert len(source.lines) == len(source.line_starts)
    for number, (start, line) in enumerate(zip(source.line_starts, source.lines, strict=True), start=1):
        assert text[start : start + len(line)] == line
        for column in range(1, len(line) + 2):
            offset = source.offset(number, column)
            assert offset == start + column - 1
            assert source.position(offset)[0] == number or text[offset - 1 : offset + 1] == "\r\n"


@pytest.mark.parametrize("line, column", [(0, 1), (1, 0), (1, 4), (3, 1)])
def test_offset_outside_the_text_is_an_error(line: int, column: int) -> None:
    with pytest.raises(ValueError, match="no line"):
        from_text("ab\ncd").offset(line, column)


@pytest.mark.parametrize(
    "text",
    [
        "x = 1; target\n",
        "a = 'é'; target\n",
        "a = '\U0001f600'; b = 'ü'; target\n",
        "\x0cx = 'é'; target\n",
        "\tx = 1\n".lstrip() + "if x:\n\ty = 'é'; target\n",
        "x = 'é'\r\ny = 'é'; target\r\n",
        "x = 'é'\ry = 'é'; target\r",
        "s = 'a\u2028b'; target\n",
    ],
)
def test_columns_of_the_parser_become_columns_in_characters(text: str) -> None:
    source = from_text(text)
    node = next(node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name) and node.id == "target")
    start = source.offset(node.lineno, source.column_of(node.lineno, node.col_offset))
    assert node.end_col_offset is not None
    end = source.offset(node.lineno, source.column_of(node.lineno, node.end_col_offset))
    assert text[start:end] == "target"


def test_column_is_that_of_text_without_the_byte_order_mark() -> None:
    source = decode(codecs.BOM_UTF8 + b"x = 1\n")
    assert source.bom
    assert source.text == "x = 1\n"
    assert source.column_of(1, ast.parse(source.text).body[0].col_offset) == 1


@pytest.mark.parametrize(
    "data, reason",
    [
        (b"x = '\xff'\n", "it isn't UTF-8 and declares no other encoding"),
        (b"x = 1\n\ny = 2\nz = '\xff'\n", "byte 18 can't be decoded as utf-8"),
        (b"# coding: no-such-thing\n", "no-such-thing"),
        (b"# coding: rot13\n", "rot13"),
        (codecs.BOM_UTF8 + b"# coding: latin-1\n", "encoding problem"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "null bytes"),
        (b"x = 1\x00\n", "null"),
        ("x = 1".encode("utf-16"), "null bytes"),
    ],
)
def test_undecodable_bytes_are_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        decode(data)


@pytest.mark.parametrize(
    "text, newline",
    [
        ("", "\n"),
        ("x", "\n"),
        ("a\nb\n", "\n"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("a\rb", "\r"),
        ("a\r\nb\n", "\r\n"),
        ("a\nb\r\n", "\n"),
    ],
)
def test_newline_is_the_most_frequent_one(text: str, newline: str) -> None:
    assert from_text(text).newline == newline


def test_replaced_text_keeps_encoding_and_byte_order_mark() -> None:
    assert decode(codecs.BOM_UTF8 + b"x\n").encode("y\n") == codecs.BOM_UTF8 + b"y\n"
    with pytest.raises(UnicodeEncodeError):
        decode(b"# coding: ascii\n").encode("\u00e9")
