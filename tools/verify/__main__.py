"""``python -m tools.verify PATH…``: programs before and after ``hybridize check --fix``, as a table."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tools.judge.programs import Program, program_at, programs_below

from .fixed import VARIANTS
from .verify import Verdict, verify


def main(arguments: list[str] | None = None) -> int:
    """Runs; the exit status is 1 if something differs."""
    parser = argparse.ArgumentParser(prog="verify", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="a script, a folder with a main script, a tree of these")
    parser.add_argument("--main", help="main script of the one folder given")
    parser.add_argument("--variant", action="append", choices=list(VARIANTS), help="which fixes (default: safe)")
    parser.add_argument("--only", help="programs whose name contains this")
    parser.add_argument("--skip", type=int, default=0, metavar="N", help="leave out the first N programs")
    parser.add_argument("--timeout", type=float, default=120.0, help="seconds for one run")
    parser.add_argument("--json", type=Path, help="write what was found to this file too")
    parser.add_argument("--diff", action="store_true", help="show what was changed in programs that differ")
    parser.add_argument("--arguments", nargs=argparse.REMAINDER, default=[], help="command line of the program")
    parser.add_argument("--figures", action="store_true", help="paths are files that --json wrote: print their figures")
    options = parser.parse_args(arguments)
    if options.figures:
        print(_summary([v for path in options.paths for v in json.loads(path.read_text(encoding="utf-8"))]))
        return 0
    programs = [program for path in options.paths for program in _programs(path, options.main)]
    chosen = [p for p in programs if not options.only or options.only in p.name][options.skip :]

    plain: list[dict[str, Any]] = []

    def report(verdict: Verdict) -> None:
        plain.append(_plain(verdict))
        if options.json:
            # A run of the whole corpus takes long: what is known is kept if it ends early.
            options.json.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
        print(_row(verdict), flush=True)
        for text in verdict.differences:
            print(f"    {text}", flush=True)
        if options.diff and verdict.differences:
            print(verdict.fixed.diff, flush=True)

    verdicts = verify(
        chosen,
        options.variant or ["safe"],
        arguments=tuple(options.arguments),
        timeout=options.timeout,
        report=report,
    )
    print(_summary(plain))
    return 1 if any(verdict.differences for verdict in verdicts) else 0


def _row(verdict: Verdict) -> str:
    if verdict.before is None or verdict.after is None:
        return f"{'unchanged':10} {verdict.fixed.variant:10} {verdict.program.name}"
    word = "DIFFERS" if verdict.differences else "random" if verdict.random else "same"
    before, after = verdict.before, verdict.after
    times = f"{before.seconds:7.2f} s -> {after.seconds:7.2f} s"
    done = ", ".join(f"{code} x{count}" for code, count in sorted(verdict.fixed.fixes.items()))
    return f"{word:10} {verdict.fixed.variant:10} {verdict.program.name:52} {times}  {after.traces:3} traces  {done}"


_FIGURES = (
    "variant",
    "programs",
    "run",
    "differ",
    "random",
    "files changed",
    "hybridized",
    "dehybridized",
    "changed otherwise",
    "compiled",
    "with a signature",
    "of these in programs that agree",
)


def _summary(verdicts: list[dict[str, Any]]) -> str:
    """The figures as a Markdown table; of a program that ran several times the last verdict counts."""
    latest = {(v["program"], v["variant"]): v for v in verdicts}
    lines = ["| " + " | ".join(_FIGURES) + " |", "|---" * len(_FIGURES) + "|"]
    for variant in dict.fromkeys(variant for _, variant in latest):
        mine = [v for (_, other), v in latest.items() if other == variant]
        run = [v for v in mine if v["seconds"] is not None]
        touched = Counter(kind for v in run for *_, kind in v["touched"])
        figures = (
            len(mine),
            len(run),
            sum(bool(v["differences"]) for v in run),
            sum(v["random"] for v in run),
            sum(v["files"] for v in run),
            *(touched[kind] for kind in ("hybridized", "dehybridized", "changed")),
            sum(v["compiled"] for v in run),
            sum(v["signatures"] for v in run),
            sum(v["signatures"] for v in run if not v["differences"]),
        )
        lines.append(f"| {variant} | " + " | ".join(map(str, figures)) + " |")
    return "\n".join(lines)


def _plain(verdict: Verdict) -> dict[str, Any]:
    before, after = verdict.before, verdict.after
    return {
        "program": verdict.program.name,
        "variant": verdict.fixed.variant,
        "touched": [[*key, kind] for key, kind in sorted(verdict.fixed.touched.items())],
        "fixes": verdict.fixed.fixes,
        "files": verdict.fixed.files,
        "compiled": verdict.fixed.compiled,
        "signatures": verdict.fixed.signatures,
        "differences": list(verdict.differences),
        "random": verdict.random,
        "seconds": None if before is None or after is None else [before.seconds, after.seconds],
        "traces": None if before is None or after is None else [before.traces, after.traces],
    }


def _programs(path: Path, main_script: str | None) -> list[Program]:
    if path.is_file() or main_script or (path / "main.py").is_file():
        return [program_at(path, main=main_script)]
    return programs_below(path)


if __name__ == "__main__":
    sys.exit(main())
