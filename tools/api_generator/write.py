"""The text of a table; read back by ``flake8_hybridize.knowledge.tables``."""

from __future__ import annotations

from .table import Row, Table

LETTERS = {
    "module": "n",
    "function": "f",
    "class": "c",
    "constant": "k",
    "method": "m",
    "staticmethod": "s",
    "classmethod": "t",
    "property": "p",
}


def render(table: Table) -> str:
    """The file of ``table``."""
    lines = [f"# {table.source}; written by tools/generate_api.py, not by hand", f"prefix\t{table.prefix}"]
    for name, row in sorted(table.entries.items()):
        lines.append(_line(name, row))
        lines.extend("\t" + _line(member, inner) for member, inner in sorted(row.members.items()))
    lines.append("=")
    above = None
    for alias, target in sorted(table.aliases.items(), key=lambda item: item[0].rpartition(".")[::2]):
        head, _, last = alias.rpartition(".")
        if head != above:
            lines.append(f"{head}.")
            above = head
        lines.append(f"{last} {target}")
    return "\n".join(lines) + "\n"


def _line(name: str, row: Row) -> str:
    parameters = "?" if row.parameters is None else " ".join(row.parameters)
    if row.kind in ("module", "constant", "property"):
        parameters = ""
    return "\t".join([name, LETTERS[row.kind], parameters, row.note, " ".join(row.bases)]).rstrip("\t")
