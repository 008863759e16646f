"""What the command and the Python interface share: options to runs, runs to documents."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .. import __version__
from ..engine import Overlay, Result, run
from ..fixes.diff import unified
from ..fixes.write import NotWritten, replace
from ..fixing import Fixed, fix
from ..model.facts import Hazard
from ..model.options import Options
from ..report.sarif import RuleText
from ..rules import all_rules, explanation, page
from . import host
from .options import options_of

# Under this code go hazards that no rule reports.
_UNREPORTED = "HYB902"
_SIGNATURE_MISSING = "HYB605"


@dataclass(frozen=True)
class Session:
    """One invocation: what to analyse, with which options. ``overlay`` holds unsaved texts by path."""

    paths: tuple[str, ...]
    root: Path
    namespace: argparse.Namespace
    overlay: Overlay
    input_signatures: bool = False

    @cached_property
    def options(self) -> Options:
        """Our options."""
        return options_of(self.namespace, input_signatures=self.input_signatures)

    @cached_property
    def selection(self) -> host.Selection:
        """Which findings are wanted."""
        return host.Selection(self.namespace, self.root)

    def check(self) -> Result:
        """Analyse; findings are those that flake8 would report."""
        return run(self.paths, self.root, self.options, self.overlay, self.selection.accepts)

    def facts(self) -> Result:
        """Analyse without asking the rules."""
        return run(self.paths, self.root, self.options, self.overlay, rules=())

    def fix(self, *, unsafe: bool) -> Fixed:
        """Fix in memory."""
        return fix(
            self.paths, self.root, self.options, unsafe=unsafe, overlay=self.overlay, accept=self.selection.accepts
        )

    def write(self, fixed: Fixed) -> tuple[list[str], list[str]]:
        """Write the fixed files: names of those that were written, and messages about those that were not."""
        written: list[str] = []
        problems: list[str] = []
        for file, source in sorted(fixed.after.items()):
            old = fixed.before[file]
            try:
                replace(self.root / file, old.encode(old.text), source.encode(source.text))
                written.append(file)
            except NotWritten as error:
                problems.append(f"{file}: not fixed: {error}")
        return written, problems


def open_session(
    paths: Sequence[str],
    root: Path,
    arguments: Sequence[str],
    *,
    overlay: Mapping[str, str] | None = None,
    input_signatures: bool = False,
) -> Session:
    """A session with the configuration found from ``root`` and options of flake8 in ``arguments``.

    No path means ``root``. Raises :class:`host.ConfigurationError`.
    """
    namespace = host.parse(arguments, root)
    ignored = (*(namespace.ignore or ()), *(namespace.extend_ignore or ()))
    if input_signatures and not _SIGNATURE_MISSING.startswith(ignored):
        # Off by default, but whoever asks for signatures asks for this rule.
        namespace.extend_select = [*(namespace.extend_select or ()), _SIGNATURE_MISSING]
    return Session(tuple(paths) or (".",), root, namespace, dict(overlay or {}), input_signatures)


def diff(fixed: Fixed) -> bytes:
    """What fixing changed, as one unified diff in the bytes of the files."""
    pieces = []
    for file, source in sorted(fixed.after.items()):
        old = fixed.before[file]
        pieces.append(unified(file, old.encode(old.text), source.encode(source.text)))
    return b"".join(pieces)


def problems_of(result: Result) -> list[str]:
    """What kept files from being analysed, a message each."""
    missing = [f"{path}: no such file or directory" for path in result.missing]
    files = [
        f"{file.file}: {'syntax error' if file.status == 'syntax-error' else 'cannot be read'}: {file.message}"
        for file in result.facts.files
        if file.status in ("syntax-error", "unreadable")
    ]
    return missing + files


def describe(hazard: Hazard) -> tuple[str, str]:
    """The code under which a hazard is reported, and what it says in the list of blockers."""
    told = explanation(hazard)
    if told is None:
        return _UNREPORTED, f"{hazard.kind}: {hazard.subject}" if hazard.subject else hazard.kind
    code, message = told
    return code, f"{message} (called through {' > '.join(hazard.callees)})" if hazard.callees else message


def rule_texts() -> list[RuleText]:
    """The catalogue as SARIF tells it."""
    return [RuleText(rule.code, rule.name, rule.summary, page(rule.code), rule.default) for rule in all_rules()]


def version() -> str:
    """The version of the tool."""
    return __version__
