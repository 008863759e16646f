"""Findings as commands of GitHub's workflows, shown as annotations in pull requests."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.findings import Finding


def render(findings: Iterable[Finding]) -> str:
    """One ``::warning`` a line."""
    return "".join(f"{_command(finding)}\n" for finding in findings)


def _command(finding: Finding) -> str:
    place = finding.place
    properties = {"title": finding.code, "file": place.file, "line": place.line, "col": place.column}
    properties["endLine"] = place.end_line
    if place.end_line == place.line:
        properties["endColumn"] = place.end_column
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = f"{place.file}:{place.line}:{place.column}: {finding.code} {finding.message}"
    return f"::warning {told}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
