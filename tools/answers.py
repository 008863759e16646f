"""How much the analysis knows of real programs: the share of questions that it answers.

``python -m tools.answers PATH…``: every PATH is one program. Printed are, of the functions that the program calls with
arguments, the shares whose ``tensor_parameter`` and ``python_side_effects`` are answered (not null), and of their
parameters that may be tensors, the shares whose dtype, whose rank and whose whole shape is known for each possibility
of being one; where something unknown may arrive as well, nothing of these is known. A hint alone is no call.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.before_after import FixFailedError, find_hybridize, table

TENSORS = frozenset({"tensor", "variable", "ragged", "sparse"})


@dataclass(frozen=True, slots=True)
class Answers:
    """Functions that are called, those with an answer; parameters that are tensors, those of which more is known."""

    functions: int = 0
    tensor_parameter: int = 0
    python_side_effects: int = 0
    parameters: int = 0
    dtype: int = 0
    rank: int = 0
    shape: int = 0

    def __add__(self, other: Answers) -> Answers:
        return Answers(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def of_function(function: dict[str, Any]) -> Answers:
    """The answers for one entry of ``functions`` in the document that ``hybridize facts`` writes."""
    called = [p for p in function["parameters"] if any(e.startswith("call ") for e in p["evidence"])]
    if not called:
        return Answers()
    found = Answers(
        functions=1,
        tensor_parameter=function["tensor_parameter"] is not None,
        python_side_effects=function["python_side_effects"] is not None,
    )
    for parameter in called:
        types = [one for one in parameter["types"] if one["kind"] in TENSORS or one["kind"] == "unknown"]
        if any(one["kind"] in TENSORS for one in types):
            shapes = [one.get("shape") for one in types]
            found += Answers(
                parameters=1,
                dtype=all(one.get("dtype") is not None for one in types),
                rank=None not in shapes,
                shape=all(shape is not None and None not in shape for shape in shapes),
            )
    return found


def of_program(path: Path) -> Answers:
    """Runs ``hybridize facts``. Raises ``FixFailedError`` if it fails."""
    command = [*find_hybridize(), "facts", "--isolated", "--no-cache", "."]
    process = subprocess.run(command, cwd=path, capture_output=True, text=True, check=False)
    if process.returncode != 0:
        raise FixFailedError(f"`hybridize facts` exits {process.returncode}:\n{process.stderr[-2000:]}")
    return sum(map(of_function, json.loads(process.stdout)["functions"]), Answers())


def row(name: str, answers: Answers) -> tuple[str, ...]:
    """A line of the table."""

    def shares(whole: int, parts: Iterable[int]) -> list[str]:
        return [str(whole), *(f"{100 * part / whole:.1f} %" if whole else "" for part in parts)]

    return (
        name,
        *shares(answers.functions, (answers.tensor_parameter, answers.python_side_effects)),
        *shares(answers.parameters, (answers.dtype, answers.rank, answers.shape)),
    )


def main(arguments: list[str] | None = None) -> int:
    """See the top of this file. Returns 2 if a program could not be analysed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="the folder of a program")
    options = parser.parse_args(arguments)
    rows = []
    total = Answers()
    for path in options.paths:
        try:
            answers = of_program(path)
        except FixFailedError as error:
            print(f"{path}: {error}", file=sys.stderr)
            return 2
        total += answers
        rows.append(row(path.resolve().name, answers))
    header = ("program", "called", "tensor_parameter", "side effects", "tensors", "dtype", "rank", "shape")
    print(table(header, [*rows, row("all", total)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
