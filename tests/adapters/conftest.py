"""Fixtures of the adapters' tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from flake8_hybridize import analysis
from flake8_hybridize.adapters import cli
from tests import fake_analysis


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str


Hybridize = Callable[..., Outcome]


@pytest.fixture
def believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The analysis believes comments."""
    monkeypatch.setattr(analysis, "analyse", fake_analysis.analyse, raising=False)


@pytest.fixture
def hybridize(
    believed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Hybridize:
    """Runs the command in ``tmp_path``, with the analysis that believes comments."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Outcome:
        capfd.readouterr()
        try:
            status = cli.main(arguments)
        except SystemExit as leaving:
            status = leaving.code if isinstance(leaving.code, int) else 1
        captured = capfd.readouterr()
        return Outcome(status, captured.out, captured.err)

    return run
