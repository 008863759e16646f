"""The linter's own code is clean: by itself, by flake8, by ruff and by mypy."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def clean(*command: str, folder: Path = ROOT) -> None:
    outcome = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False, timeout=600
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """The folder that holds a copy of the package, without the tests that import TensorFlow around it."""
    shutil.copytree(ROOT / "flake8_hybridize", tmp_path / "checked", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_no_finding_of_ours_in_our_code(alone: Path) -> None:
    clean("flake8_hybridize", "check", "checked", folder=alone)


def test_no_finding_through_flake8(alone: Path) -> None:
    clean("flake8", "--select", "HYB", "checked", folder=alone)


@pytest.mark.skipif(importlib.util.find_spec("ruff") is None, reason="ruff is not installed")
def test_ruff() -> None:
    clean("ruff", "check", ".")


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is not installed")
def test_types() -> None:
    clean("mypy")
