"""What the subcommands do."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .. import rules
from ..engine import Result
from ..model.findings import Finding
from ..model.source import Sources
from ..report import facts as facts_report
from ..report import findings_json, github, pretty, sarif, text
from ..report import rules as rules_report
from . import host, session
from .arguments import forwarded

OK, FOUND, ERROR = 0, 1, 2
_STDIN = "-"


class CommandError(Exception):
    """The command cannot be carried out; the message says why."""


def check(given: argparse.Namespace) -> int:
    """``hybridize check``."""
    _validate_codes(given)
    opened = _session(given)
    if given.fix or given.diff:
        return _fix(given, opened)
    result = opened.check()
    _emit_findings(given, result.findings, result.sources)
    if given.output_format == "text" and not given.quiet:
        _say(text.summary(result.findings))
    failed = _tell(result)
    if failed:
        return ERROR
    return FOUND if result.findings and not given.exit_zero else OK


def facts(given: argparse.Namespace) -> int:
    """``hybridize facts``."""
    result = _session(given).facts()
    _emit(given, facts_report.render(result.facts, session.version(), session.describe), machine=True)
    # What files could not be analysed is part of the document.
    for path in result.missing:
        _say(f"hybridize: error: {path}: no such file or directory\n")
    return ERROR if result.missing else OK


def rule(given: argparse.Namespace) -> int:
    """``hybridize rule``."""
    entries = [
        rules_report.Entry(r.code, r.name, r.summary, r.default, r.fix, rules.page(r.code)) for r in rules.all_rules()
    ]
    as_json = given.output_format == "json"
    if given.all:
        _print(rules_report.render_json(entries) if as_json else rules_report.table(entries), machine=as_json)
        return OK
    entry = next((entry for entry in entries if entry.code == given.code.upper() or entry.name == given.code), None)
    if entry is None:
        raise CommandError(f"there is no rule {given.code}; `hybridize rule --all` lists all rules")
    if not as_json and sys.stdout.isatty() and pretty.show_markdown(entry.page):
        return OK
    _print(rules_report.render_json_page(entry) if as_json else entry.page, machine=as_json)
    return OK


def _fix(given: argparse.Namespace, opened: session.Session) -> int:
    if given.fix and _STDIN in given.paths:
        raise CommandError("standard input cannot be fixed in place; use --diff")
    fixed = opened.fix(unsafe=given.unsafe_fixes)
    problems: list[str] = []
    changed: Sequence[str] = sorted(fixed.after)
    if given.diff:
        _emit_bytes(given, session.diff(fixed))
        if not given.quiet and fixed.done:
            _say(f"Would fix {_count(len(fixed.done), 'finding')} in {_count(len(changed), 'file')}.\n")
    else:
        changed, problems = opened.write(fixed)
        _emit_findings(given, fixed.result.findings, fixed.result.sources)
        if given.output_format == "text" and not given.quiet:
            done = sum(finding.place.file in changed for finding in fixed.done)
            _say(text.summary(fixed.result.findings, fixed=done))
    for finding, reason in fixed.refused:
        _say(f"hybridize: {finding.place}: {finding.code} was not fixed: {reason}\n")
    if not fixed.stable:
        _say("hybridize: fixing did not come to an end; run it again\n")
    for problem in problems:
        _say(f"hybridize: error: {problem}\n")
    if _tell(fixed.result) or problems:
        return ERROR
    if given.diff:
        return FOUND if changed else OK
    if changed and given.exit_non_zero_on_fix:
        return FOUND
    return FOUND if fixed.result.findings and not given.exit_zero else OK


def _session(given: argparse.Namespace) -> session.Session:
    overlay = {given.stdin_filename: host.standard_input()} if _STDIN in given.paths else {}
    paths = [given.stdin_filename if path == _STDIN else path for path in given.paths]
    return session.open_session(
        paths,
        Path.cwd(),
        forwarded(given),
        overlay=overlay,
        input_signatures=getattr(given, "input_signatures", False),
    )


def _validate_codes(given: argparse.Namespace) -> None:
    """A code that is asked for on this command line must exist; what configuration says may be meant for others."""
    known = [rule.code for rule in rules.all_rules()]
    for option in ("select", "extend_select", "ignore", "extend_ignore"):
        for code in (getattr(given, option) or "").replace(",", " ").split():
            if not host.is_valid_code(code):
                raise CommandError(f"--{option.replace('_', '-')}: {code!r} is no code")
            ours = any(name.startswith(code) for name in known)
            # Codes of other plugins may be ignored here as there, but selecting nothing of ours is a mistake.
            if not ours and (code.startswith("HYB") or "select" in option):
                raise CommandError(f"--{option.replace('_', '-')}: there is no rule {code}")


def _emit_findings(given: argparse.Namespace, findings: Sequence[Finding], sources: Sources) -> None:
    form = given.output_format
    if form == "json":
        _emit(given, findings_json.render(findings), machine=True)
    elif form == "sarif":
        _emit(given, sarif.render(findings, session.rule_texts(), session.version()), machine=True)
    elif form == "github":
        _emit(given, github.render(findings))
    else:
        style = text.COLOURED if given.output_file is None and _coloured() else text.PLAIN
        written = text.render(findings, {} if given.quiet else sources, style)
        if given.statistics:
            written += text.statistics(findings, {rule.code: rule.name for rule in rules.all_rules()})
        _emit(given, written)


def _tell(result: Result) -> bool:
    """Say what went wrong; whether something did."""
    for problem in session.problems_of(result):
        _say(f"hybridize: error: {problem}\n")
    for failure in result.failures:
        _say(f"{failure}hybridize: internal error in a rule, please report it with the lines above\n")
    return bool(session.problems_of(result) or result.failures)


def _emit(given: argparse.Namespace, content: str, *, machine: bool = False) -> None:
    if given.output_file is None:
        _print(content, machine=machine)
    else:
        _emit_bytes(given, content.encode("utf-8", "surrogateescape"))


def _emit_bytes(given: argparse.Namespace, content: bytes) -> None:
    if given.output_file is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        Path(given.output_file).write_bytes(content)
    except OSError as error:
        raise CommandError(f"{given.output_file}: {error.strerror or error}") from error


def _print(content: str, *, machine: bool = False) -> None:
    """To standard output: as UTF-8 for programs, in the terminal's encoding for people."""
    encoding = "utf-8" if machine else sys.stdout.encoding or "utf-8"
    errors = "surrogateescape" if machine else "backslashreplace"
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode(encoding, errors))
    sys.stdout.buffer.flush()


def _coloured() -> bool:
    """By the conventions of no-color.org and force-color.org; else on a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _say(message: str) -> None:
    sys.stderr.write(message.encode("utf-8", "backslashreplace").decode())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
