"""What the analysis claims of the corpus in ``programs/``, held against recordings of what really arrives.

The recordings were made under TensorFlow; a sample is made again here to prove them (``--all-programs``: all).
After a change of programs: ``python -m tools.judge record tests/programs --goldens tests/recordings``.
To see what is not right yet: ``python -m tools.judge compare tests/recordings --programs tests/programs --misses 50``.
"""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools.judge import goldens
from tools.judge.claims import facts_of
from tools.judge.compare import Comparison, compare
from tools.judge.programs import programs_below
from tools.judge.recording import Recording, recording_from_json
from tools.judge.report import text_report

HERE = Path(__file__).parent
PROGRAMS = programs_below(HERE / "programs")
RECORDINGS = goldens.load(HERE / "recordings")

# Shares of the parameters that received tensors, which must not fall; the most contradictions that are left.
SHARES = {"kind_right": 0.99, "dtype_right": 0.985, "shape_sound": 0.997, "shape_exact": 0.92}
CONTRADICTIONS = 4
# A judgement that a run refutes: by judgement, how many are left.
REFUTED = {"hybrid": 0, "recursive": 0, "tensor_parameter": 5, "graph_context": 6}
# One program in so many is recorded again.
SAMPLE = 32


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """The claims about every program against its recording."""
    return compare((RECORDINGS[program.name], facts_of(program)) for program in PROGRAMS)


def test_recordings_are_of_these_programs() -> None:
    assert len(PROGRAMS) >= 300
    assert [program.name for program in goldens.stale(PROGRAMS, RECORDINGS)] == []
    assert sorted(RECORDINGS) == [program.name for program in PROGRAMS]
    assert [recording.program for recording in RECORDINGS.values() if recording.status != "ok"] == []


def test_every_function_has_facts(comparison: Comparison) -> None:
    assert comparison.missing_functions == []


@pytest.mark.parametrize("measure", SHARES)
def test_share(comparison: Comparison, measure: str) -> None:
    assert comparison.share(measure) >= SHARES[measure], text_report(comparison, misses=20)


def test_contradictions(comparison: Comparison) -> None:
    assert len(list(comparison.contradictions())) <= CONTRADICTIONS, text_report(comparison)


@pytest.mark.parametrize("judgement", REFUTED)
def test_judgements(comparison: Comparison, judgement: str) -> None:
    refuted = [line for line in comparison.disagreements if f": {judgement} is " in line]
    assert len(refuted) <= REFUTED[judgement], "\n".join(refuted)


@pytest.mark.tensorflow
@pytest.mark.slow
def test_recordings_are_true(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    step = 1 if request.config.getoption("--all-programs") else SAMPLE
    names = [program.name for program in PROGRAMS[::step]]
    only = [argument for name in names for argument in ("--only", name)]
    output = tmp_path / "recordings.jsonl"
    command = [sys.executable, "-m", "tools.judge", "record", str(HERE / "programs"), "-o", str(output), *only]
    run = subprocess.run(command, cwd=HERE.parent, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    again = [recording_from_json(json.loads(line)) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [recording.program for recording in again] == names
    for recording in again:
        assert _types(recording) == _types(RECORDINGS[recording.program]), recording.program


def _types(recording: Recording) -> list[object]:
    """All but the numbers of calls, which random choices of a program may change."""
    return [
        dataclasses.replace(f, eager_calls=0, traced_calls=0, symbolic_calls=0, operation_calls=0)
        for f in recording.functions
    ]
