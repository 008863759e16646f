"""Run programs before and after ``hybridize check --fix`` and compare what they print.

Shared by ``tools/compare_programs.py`` and ``benchmarks/speedup.py``. Every run is a fresh process; the program's own
folder is never written to: the fix is made on a copy.
"""

from __future__ import annotations

import difflib
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

RELATIVE_TOLERANCE = 1e-3
LAST_DIGITS = 2.0
"""Printed numbers are equal within so many units of their last decimal, or within the relative tolerance."""

NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?(?![\w])")
RUN_TIMED = Path(__file__).with_name("run_timed.py")


@dataclass(frozen=True, slots=True)
class Run:
    """One run: exit status, standard output by lines, end of standard error, seconds without TensorFlow's import."""

    status: int
    lines: tuple[str, ...]
    errors: str
    seconds: float
    cpu_seconds: float


class FixFailedError(Exception):
    """``hybridize check --fix`` could not be run, or ended with a status other than 0 and 1."""


def find_hybridize() -> list[str]:
    """The command beside the running interpreter, else the one on PATH. Raises ``FixFailedError`` if there is none."""
    beside = Path(sys.executable).with_name("hybridize")
    found = str(beside) if beside.exists() else shutil.which("hybridize")
    if found is None:
        raise FixFailedError("no `hybridize` command: install the project first")
    return [found]


def fix(folder: Path, command: list[str]) -> None:
    """Apply the safe fixes to every file in ``folder``. Raises ``FixFailedError``."""
    process = subprocess.run(
        [*command, "check", "--fix", "--no-cache", "."], cwd=folder, capture_output=True, text=True, check=False
    )
    if process.returncode not in (0, 1):
        raise FixFailedError(f"`hybridize check --fix` exits {process.returncode}:\n{process.stderr[-2000:]}")


def copy(folder: Path, target: Path) -> Path:
    """Copy a program's folder without what running it left behind; returns ``target``."""
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    return target


def changes(before: Path, after: Path) -> str:
    """How many lines of ``after`` are new and how many of ``before`` are gone, as ``+2 -1``."""
    added = removed = 0
    for path in sorted(after.rglob("*.py")):
        old = (before / path.relative_to(after)).read_text(encoding="utf-8").splitlines()
        new = path.read_text(encoding="utf-8").splitlines()
        marks = [line[:2] for line in difflib.ndiff(old, new)]
        added += marks.count("+ ")
        removed += marks.count("- ")
    return f"+{added} -{removed}"


def run(program: Path, arguments: tuple[str, ...] = (), timeout: float = 600.0) -> Run:
    """Run ``program`` in a fresh process, in its own folder. A run that takes too long has status -1."""
    environment = dict(os.environ, TF_CPP_MIN_LOG_LEVEL="3", PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")
    environment["PYTHONIOENCODING"] = "utf-8"
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch, "seconds.json")
        command = [sys.executable, str(RUN_TIMED), str(report), program.name, *arguments]
        try:
            process = subprocess.run(
                command,
                cwd=program.parent,
                env=environment,
                capture_output=True,
                encoding="utf-8",
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Run(-1, (), f"no end after {timeout:.0f} s", timeout, timeout)
        seconds = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    return Run(
        process.returncode,
        tuple(process.stdout.splitlines()),
        process.stderr[-3000:],
        seconds.get("seconds", math.nan),
        seconds.get("cpu_seconds", math.nan),
    )


def _number_difference(left: str, right: str) -> bool:
    if left == right:
        return False
    if not any(mark in left + right for mark in ".eE"):
        return True
    unit = 0.0
    for text in (left, right):
        mantissa, _, exponent = text.lower().partition("e")
        unit = max(unit, 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2])))
    absolute = LAST_DIGITS * unit * (1.0 + 1e-9)
    return not math.isclose(float(left), float(right), rel_tol=RELATIVE_TOLERANCE, abs_tol=absolute)


def line_difference(left: str, right: str) -> bool:
    """Whether two printed lines differ: in words, in a whole number, or in another number beyond the tolerance."""
    if NUMBER.split(left) != NUMBER.split(right):
        return True
    return any(map(_number_difference, NUMBER.findall(left), NUMBER.findall(right)))


def difference(before: Run, after: Run) -> str | None:
    """What tells two runs apart, in one or two lines; None if nothing does."""
    if before.status != after.status:
        return f"exit status {before.status}, then {after.status}: {(after.errors or before.errors).strip()[-600:]}"
    for number, (left, right) in enumerate(zip(before.lines, after.lines, strict=False), 1):
        if line_difference(left, right):
            return f"line {number}: {left!r}, then {right!r}"
    if len(before.lines) != len(after.lines):
        return f"{len(before.lines)} lines, then {len(after.lines)}"
    return None


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Rows as a Markdown table: the first column to the left, the others to the right."""
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]

    def line(row: tuple[str, ...]) -> str:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        return "| " + " | ".join(cells) + " |"

    rule = "|" + "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])]) + "|"
    return "\n".join([line(header), rule, *map(line, rows)])
