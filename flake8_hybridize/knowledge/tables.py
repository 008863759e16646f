"""Reading the tables of :mod:`flake8_hybridize.knowledge.api`, each once and only when it is needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .protocol import Entry

FOLDER = Path(__file__).with_name("api")

KINDS = {
    "n": "module",
    "f": "function",
    "c": "class",
    "k": "constant",
    "m": "method",
    "s": "staticmethod",
    "t": "classmethod",
    "p": "property",
}

_RECORD = re.compile(r"\n(?!\t)")


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a table: the entry and its note."""

    entry: Entry
    note: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read: records as text by full name (with the lines of their members), aliases by full name."""

    records: dict[str, str]
    aliases: dict[str, str]


@cache
def table(name: str) -> Table:
    """The table in ``api/<name>.txt``, names made full; empty records are never in it."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    head, _, tail = text.partition("\n=\n")
    lines = _RECORD.split(head)
    prefix = lines[1].partition("\t")[2]
    dotted = f"{prefix}." if prefix else ""
    records = {dotted + line.partition("\t")[0]: line for line in lines[2:]}
    if prefix and (itself := records.pop(f"{prefix}..", None)) is not None:
        records[prefix] = itself
    aliases = {}
    above = dotted
    for line in tail.splitlines():
        last, _, target = line.partition(" ")
        if target:
            aliases[above + last] = prefix if target == "." else dotted + target
        else:
            above = dotted + ("" if last == "." else last)
    return Table(records, aliases)


@cache
def record(table_name: str, name: str) -> Record | None:
    """What the table says of the object called ``name``."""
    text = table(table_name).records.get(name)
    return None if text is None else _parse(name, text.partition("\n")[0])


@cache
def members(table_name: str, name: str) -> dict[str, Record]:
    """The members that the class ``name`` has of its own."""
    text = table(table_name).records.get(name)
    if text is None:
        return {}
    found = {}
    for line in text.split("\n\t")[1:]:
        member = line.partition("\t")[0]
        found[member] = _parse(f"{name}.{member}", line)
    return found


def _parse(name: str, line: str) -> Record:
    _, kind, parameters, note, bases = [*line.split("\t"), "", "", "", ""][:5]
    listed = None if parameters == "?" or kind in "nkp" else tuple(parameters.split())
    return Record(Entry(name, KINDS[kind], listed, tuple(bases.split())), note)
