"""Imports run one way, and starting is light."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_import_contracts() -> None:
    pytest.importorskip("importlinter")
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    outcome = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.parametrize("module", ["adapters.flake8_plugin", "adapters.cli", "api", "rules"])
def test_nothing_heavy_at_import(module: str) -> None:
    code = (
        f"import sys, flake8_hybridize.{module}\n"
        "from flake8_hybridize.rules import all_rules; all_rules()\n"
        "heavy = {'astroid', 'libcst', 'tokenize_rt', 'rich', 'numpy', 'tensorflow', 'keras', 'pygls'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    outcome = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert outcome.stdout == "\n"
