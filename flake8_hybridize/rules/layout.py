"""How inserted code is laid out: names as the file has them, lines no longer than the file's."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from ..model.source import Source

# Lines of a file say how long its lines may be, within these bounds.
_SHORTEST, _LONGEST = 79, 120


def modules_in(arguments: str) -> frozenset[str]:
    """The names in ``arguments`` (of a call) of which attributes are taken: the spellings of TensorFlow."""
    call = ast.parse(f"f({arguments})", mode="eval")
    taken = (node.value for node in ast.walk(call) if isinstance(node, ast.Attribute))
    return frozenset(value.id for value in taken if isinstance(value, ast.Name))


def respelled(arguments: str, modules: Iterable[str], name: str) -> str:
    """``arguments`` with ``name`` for each of ``modules``."""
    for module in modules:
        arguments = re.sub(rf"\b{re.escape(module)}(?=\.)", name, arguments)
    return arguments


def laid_out(before: str, arguments: str, source: Source) -> str:
    """``before(arguments)``, on one line if that is short enough for ``source``, else wrapped; no final line end.

    ``before`` begins with the indentation. Without arguments there are no parentheses.
    """
    if not arguments:
        return before
    limit = _limit(source)
    whole = f"{before}({arguments})"
    if len(whole) <= limit:
        return whole
    indent = before[: len(before) - len(before.lstrip())]
    step = "\t" if indent.startswith("\t") else "    "
    lines = [f"{before}("]
    for keyword in _parts(f"f({arguments})"):
        lines += _wrapped(keyword, indent + step, step, limit)
    return "\n".join([*lines, f"{indent})"])


def indent_of(source: Source, line: int) -> str:
    """The blanks that ``line`` begins with."""
    text = source.line(line)
    return text[: len(text) - len(text.lstrip(" \t"))]


def _wrapped(part: str, indent: str, step: str, limit: int) -> list[str]:
    whole = f"{indent}{part},"
    opening = re.match(r"(?:\w+=)?[\[(]|(?:\w+=)?[\w.]+\(", part)
    if len(whole) <= limit or opening is None or part[-1] not in ")]":
        return [whole]
    inner = _parts(f"f({part[opening.end() : -1]})")
    lines = [f"{indent}{part[: opening.end()]}"]
    for element in inner:
        lines += _wrapped(element, indent + step, step, limit)
    return [*lines, f"{indent}{part[-1]},"]


def _parts(call: str) -> list[str]:
    """The source of each argument of ``call``."""
    node = ast.parse(call, mode="eval").body
    assert isinstance(node, ast.Call)
    every: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
    data = call.encode()
    spans = sorted((part.col_offset, part.end_col_offset) for part in every)
    return [data[start:end].decode() for start, end in spans]


def _limit(source: Source) -> int:
    longest = max((len(line.rstrip("\r\n")) for line in source.lines), default=0)
    return max(_SHORTEST, min(_LONGEST, longest))
