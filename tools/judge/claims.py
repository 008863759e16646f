"""What the analysis claims about a program."""

from __future__ import annotations

from typing import Any

from flake8_hybridize import api

from .programs import Program


def facts_of(program: Program) -> dict[str, Any]:
    """The object that ``hybridize facts`` prints in the program's folder, for its files."""
    paths = ["."] if program.is_folder else [program.main]
    facts: dict[str, Any] = api.facts(paths, root=program.root)
    return facts
