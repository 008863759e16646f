"""A program and its copy after a fix."""

from __future__ import annotations

import ast
import shutil
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from flake8_hybridize.adapters import session
from tools.judge.instrument import functions
from tools.judge.programs import Program

VARIANTS: dict[str, tuple[tuple[str, ...], bool, bool]] = {
    "safe": ((), False, False),
    "unsafe": ((), True, False),
    "assumed": (("--extend-select=HYB102",), True, False),
    "signatures": ((), False, True),
}
"""Options of the command, ``--unsafe-fixes`` and ``--input-signatures`` by name."""

_OPPORTUNITIES = ("HYB101", "HYB102")
_UNDONE = ("HYB201", "HYB202", "HYB203", "HYB204")

Touched = dict[tuple[str, str], str]
"""What was done to a function (``hybridized``, ``dehybridized``, ``changed``), by file and qualified name."""


@dataclass(frozen=True, slots=True)
class FixedProgram:
    """``touched`` are the functions whose results are compared; ``fixes`` counts the fixes by code.

    ``files`` were changed. Of the functions that are compiled afterwards, ``compiled`` in number, ``signatures`` have
    an input signature. ``reordered``: seeded random numbers come in another order, as the finding said.
    """

    program: Program
    variant: str
    touched: Touched
    fixes: dict[str, int]
    diff: str
    files: int = 0
    compiled: int = 0
    signatures: int = 0
    reordered: bool = False


def fixed_copy(program: Program, variant: str, folder: Path) -> FixedProgram:
    """Copies ``program`` to ``folder`` and fixes the copy in place."""
    copy = copied(program, folder)
    options, unsafe, signatures = VARIANTS[variant]
    opened = session.open_session((".",), copy.root, ("--isolated", *options), input_signatures=signatures)
    result = opened.fix(unsafe=unsafe)
    touched: Touched = {}
    for finding in result.done:
        done = (
            "hybridized" if finding.code in _OPPORTUNITIES else "dehybridized" if finding.code in _UNDONE else "changed"
        )
        if finding.function:
            touched.setdefault((finding.place.file, finding.function), done)
    for file, source in result.after.items():
        for name in _redecorated(result.before[file].text, source.text):
            touched.setdefault((file, name), "changed")
    _, problems = opened.write(result)
    if problems:
        raise OSError("; ".join(problems))
    fixes = dict(Counter(finding.code for finding in result.done))
    compiled = [f.hybrid for f in result.result.facts.functions if f.hybrid is not None]
    return FixedProgram(
        copy,
        variant,
        touched,
        fixes,
        session.diff(result).decode("utf-8", "replace"),
        files=len(result.after),
        compiled=len(compiled),
        signatures=sum(any(a.name == "input_signature" for a in hybrid.arguments) for hybrid in compiled),
        reordered=any(
            f.random_order is not None and touched.get((f.file, f.name)) == "hybridized"
            for f in result.result.facts.functions
        ),
    )


def copied(program: Program, folder: Path) -> Program:
    """A copy in ``folder``: all of a folder with what lies beside the code, or the one file."""
    if program.is_folder:
        shutil.copytree(program.root, folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    else:
        folder.mkdir(parents=True)
        shutil.copy(program.root / program.main, folder / program.main)
    return replace(program, root=folder)


def _redecorated(before: str, after: str) -> list[str]:
    """The functions whose decorators are others than before."""
    old, new = (
        [(name, [ast.dump(d) for d in node.decorator_list]) for node, name, _ in functions(ast.parse(text))]
        for text in (before, after)
    )
    return [name for (name, decorators), (_, others) in zip(old, new, strict=False) if decorators != others]
