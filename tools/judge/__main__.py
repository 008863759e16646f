"""``python -m tools.judge record|compare|verify``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from . import goldens
from .compare import compare
from .programs import Program, program_at, programs_below
from .recording import Recording, recording_from_json, recording_to_json
from .report import json_report, text_report


def main(arguments: list[str] | None = None) -> int:
    """Runs a subcommand; returns the exit status."""
    parser = argparse.ArgumentParser(prog="judge", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    _add_record(commands)
    _add_compare(commands)
    options = parser.parse_args(arguments)
    status: int = options.run(options)
    return status


def _add_record(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("record", help="run programs under TensorFlow, write what arrives at their functions")
    parser.add_argument("paths", nargs="+", type=Path, help="a script, a folder with a main script, a tree of these")
    parser.add_argument("--main", help="main script of the one folder given")
    parser.add_argument("--output", "-o", type=Path, help="JSON lines, one recording each (default: standard output)")
    parser.add_argument(
        "--goldens", type=Path, metavar="FOLDER", help="keep the recordings here; run only programs that changed"
    )
    parser.add_argument("--only", action="append", metavar="NAME", help="programs of these names alone")
    parser.add_argument("--arguments", nargs=argparse.REMAINDER, default=[], help="command line of the program")
    parser.add_argument("--timeout", type=float, default=120.0)
    parser.add_argument("--verbose", "-v", action="store_true", help="show what failing programs printed")
    parser.set_defaults(run=_record)


def _record(options: argparse.Namespace) -> int:
    from .record import record

    programs = [program for path in options.paths for program in _programs(path, options.main)]
    names = {program.name for program in programs}
    if options.only:
        programs = [program for program in programs if program.name in options.only]
    known = goldens.load(options.goldens) if options.goldens else {}
    if options.goldens:
        programs = goldens.stale(programs, known)

    def report(recording: Recording, output: str) -> None:
        line = f"{recording.seconds:6.2f} s  {recording.status:8}{recording.program}  {recording.message}"
        print(line.rstrip(), file=sys.stderr, flush=True)
        if options.verbose and recording.status != "ok":
            print(output[-3000:], file=sys.stderr)

    recordings = record(programs, arguments=tuple(options.arguments), timeout=options.timeout, report=report)
    if options.goldens:
        known.update((recording.program, recording) for recording in recordings if recording.status == "ok")
        goldens.save(options.goldens, [recording for name, recording in known.items() if name in names])
        return _summary(recordings)
    text = "".join(json.dumps(recording_to_json(recording), separators=(",", ":")) + "\n" for recording in recordings)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return _summary(recordings)


def _summary(recordings: list[Recording]) -> int:
    bad = sum(recording.status != "ok" for recording in recordings)
    print(f"{len(recordings)} programs, {bad} not ok", file=sys.stderr)
    return 1 if bad else 0


def _add_compare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("compare", help="hold what hybridize claims against recordings")
    parser.add_argument(
        "recordings", nargs="+", type=Path, help="JSON lines, as record writes them, or folders of these"
    )
    parser.add_argument("--programs", type=Path, help="the tree that was recorded; its facts are computed")
    parser.add_argument("--facts", type=Path, help="facts of the one recorded program, as hybridize facts prints them")
    parser.add_argument("--only", help="compare programs whose name contains this")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list the N worst parameters")
    parser.add_argument("--json", type=Path, help="write the comparison to this file too")
    parser.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> int:
    files = [
        file for path in options.recordings for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])
    ]
    recordings = [
        recording_from_json(json.loads(line)) for file in files for line in file.read_text("utf-8").splitlines()
    ]
    recordings = [recording for recording in recordings if not options.only or options.only in recording.program]
    result = compare(zip(recordings, _facts(recordings, options), strict=True))
    sys.stdout.write(text_report(result, options.misses))
    if options.json:
        options.json.write_text(json.dumps(json_report(result), indent=1) + "\n", encoding="utf-8")
    return 1 if any(result.contradictions()) or result.missing_functions else 0


def _facts(recordings: list[Recording], options: argparse.Namespace) -> list[dict[str, Any]]:
    if options.facts:
        return [json.loads(options.facts.read_text(encoding="utf-8"))]
    from .claims import facts_of

    programs = {program.name: program for program in _programs(options.programs or Path(), None)}
    return [facts_of(programs[recording.program]) for recording in recordings]


def _programs(path: Path, main_script: str | None) -> list[Program]:
    if path.is_file() or main_script or (path / "main.py").is_file():
        return [program_at(path, main=main_script)]
    return programs_below(path)


if __name__ == "__main__":
    sys.exit(main())
