"""Programs before and after a fix, one after the other."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.judge.programs import Program
from tools.judge.record import load

from .compare import differences
from .fixed import FixedProgram, copied, fixed_copy
from .run import Run, run

# A program that gives other numbers with another seed of ours does not set one itself.
_OTHER_SEED = 20011


@dataclass(frozen=True, slots=True)
class Verdict:
    """One program under one variant of fixing. ``before`` and ``after`` are ``None`` where nothing was changed.

    ``differences`` is empty if the runs agree. ``random``: the program gives other numbers on every run, so that only
    the words that it prints were compared.
    """

    program: Program
    fixed: FixedProgram
    before: Run | None = None
    after: Run | None = None
    differences: tuple[str, ...] = ()
    random: bool = False


def verify(
    programs: Iterable[Program],
    variants: Iterable[str] = ("safe",),
    *,
    arguments: tuple[str, ...] = (),
    timeout: float = 120.0,
    report: Callable[[Verdict], None] | None = None,
) -> list[Verdict]:
    """Fixes copies of the programs and compares runs of the originals and the copies."""
    programs = list(programs)
    load(programs)
    verdicts = []
    for program in programs:
        for variant in variants:
            verdict = _verify(program, variant, arguments, timeout)
            verdicts.append(verdict)
            if report is not None:
                report(verdict)
    return verdicts


def _verify(program: Program, variant: str, arguments: tuple[str, ...], timeout: float) -> Verdict:
    folder = Path(tempfile.mkdtemp(prefix="verify-"))
    try:
        fixed = fixed_copy(program, variant, folder / "after")
        if not fixed.diff:
            return Verdict(program, fixed)
        original = copied(program, folder / "before")
        names = set(fixed.touched)
        before = run(original, names, arguments=arguments, timeout=timeout)
        after = run(fixed.program, names, arguments=arguments, timeout=timeout)
        found = differences(before, after)
        random = False
        if found and before.status == after.status:
            random = fixed.reordered
            if not random:
                again = run(original, names, arguments=arguments, timeout=timeout, seed=_OTHER_SEED)
                random = bool(differences(before, again))
            if random:
                found = differences(before, after, words_only=True)
        return Verdict(program, fixed, before, after, tuple(found), random)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
