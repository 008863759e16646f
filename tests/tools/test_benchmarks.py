"""The parts of the benchmarks that compute something."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

import pytest

from benchmarks.linear import copy_renamed
from benchmarks.lint_speed import count_lines, python_files
from tools.child_usage import measure
from tools.real_projects import differences


def test_files_in_hidden_folders_are_left_out(tmp_path: Path) -> None:
    for name in ("b.py", "a/c.py", ".tox/d.py", "a/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x = 1\ny = 2\n", encoding="utf-8")
    files = python_files(tmp_path)
    assert [file.relative_to(tmp_path).as_posix() for file in files] == ["a/c.py", "b.py"]
    assert count_lines(files) == 4


def test_a_copy_imports_itself(tmp_path: Path) -> None:
    package = tmp_path / "pack"
    (package / "sub").mkdir(parents=True)
    (package / "__init__.py").write_text("from pack.sub import package\n", encoding="utf-8")
    (package / "sub" / "__init__.py").write_text("import pack as p, unpack\n", encoding="utf-8")
    copy_renamed(package, tmp_path / "copies", 2)
    assert (tmp_path / "copies/pack_2/__init__.py").read_text(encoding="utf-8") == "from pack_2.sub import package\n"
    assert (tmp_path / "copies/pack_2/sub/__init__.py").read_text(encoding="utf-8") == "import pack_2 as p, unpack\n"


@pytest.mark.skipif(sys.platform == "win32", reason="resource usage of a child is POSIX")
def test_usage_of_a_child(tmp_path: Path) -> None:
    code = "import sys; data = bytearray(60_000_000); print('x', file=sys.stderr); sys.exit(5)"
    usage = measure([sys.executable, "-c", code], tmp_path)
    assert usage.status == 5
    assert usage.errors == "x\n"
    # Until it runs the command, a child has the memory of the process that forked it: of this one.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert 60.0 < usage.peak_megabytes < 1000.0 + 2 * own
    assert 0.0 < usage.cpu_seconds < 30.0


def test_only_changed_counts_are_shown() -> None:
    rows = differences("p", {"HYB101": 3, "HYB301": 1}, {"HYB101": 3, "HYB401": 2})
    assert rows == [("p", "HYB301", "1", "0", "-1"), ("p", "HYB401", "0", "2", "+2")]
