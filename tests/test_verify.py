"""The proof by running: after ``--fix`` programs do what they did before.

By default a sample of the corpus; ``pytest --all-programs`` runs all of it, the examples and the benchmarks too.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAMS = ROOT / "tests" / "programs"
# Programs that once differed after a fix, or could: about one for each reason, and some of the large families.
SAFE = (
    "hybridize_",
    "containers/optimizer_slots_typing.py",
    "distribute_/strategy_train.py",
    "gradients/custom_gradient.py",
)
SIGNATURES = (
    "config_/argparse_main.py",
    "containers/namedtuple_rollout.py",
    "einsum_/gaussian_process_ard.py",
    "gan/progressive_sampling.py",
    "image/segmentation_metrics.py",
    "modules_/class_hierarchy.py",
    "packages/physics_lib",
    "shapes_dtypes/broadcast_rules.py",
    "tests_like/test_training_fixture.py",
)
_LIAR = """
import tensorflow as tf

calls = []


def step(x):
    calls.append(1)
    return x + 1.0


for _ in range(3):
    step(tf.constant(1.0))
print(len(calls))
"""


def _verify(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.verify", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.tensorflow
@pytest.mark.parametrize(("variant", "sample"), [("safe", SAFE), ("signatures", SIGNATURES)])
def test_programs_do_the_same_after_fixing(
    variant: str, sample: tuple[str, ...], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    every = request.config.getoption("--all-programs")
    paths = [PROGRAMS, ROOT / "examples", ROOT / "benchmarks" / "programs"] if every else [PROGRAMS / p for p in sample]
    found = tmp_path / "found.json"
    process = _verify(*paths, "--variant", variant, "--json", found, "--diff", "--timeout", "300")
    assert process.returncode == 0, process.stdout[-6000:] + process.stderr[-2000:]
    verdicts = json.loads(found.read_text(encoding="utf-8"))
    assert sum(bool(verdict["touched"]) for verdict in verdicts) >= len(sample)


@pytest.mark.tensorflow
def test_a_difference_is_found(tmp_path: Path) -> None:
    """The observer itself: a program that a wrong fix breaks."""
    script = tmp_path / "check.py"
    script.write_text(
        "import sys\n"
        "from pathlib import Path\n"
        "from tools.judge.programs import program_at\n"
        "from tools.judge.record import load\n"
        "from tools.verify.compare import differences\n"
        "from tools.verify.run import run\n"
        "before, after = (program_at(Path(p)) for p in sys.argv[1:])\n"
        "load([before])\n"
        "names = {('main.py', 'step')}\n"
        "print('\\n'.join(differences(run(before, names), run(after, names))))\n",
        encoding="utf-8",
    )
    for name, text in (("before", _LIAR), ("after", _LIAR.replace("def step", "@tf.function\ndef step"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.py").write_text(text, encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path / "before"), str(tmp_path / "after")]
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    process = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert "line 1: '3', then '1'" in process.stdout, process.stderr[-2000:]
    assert "step: state of call" in process.stdout
