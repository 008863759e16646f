"""Files are replaced whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from flake8_hybridize.fixes import write
from flake8_hybridize.fixes.write import NotWritten, replace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "a.py"
    file.write_bytes(b"old")
    return file


def alone(path: Path) -> bool:
    return [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_replaces(path: Path) -> None:
    replace(path, b"old", b"new")
    assert path.read_bytes() == b"new"
    assert alone(path)


@pytest.mark.parametrize("mode", [0o644, 0o755, 0o600, 0o664])
def test_keeps_the_mode(path: Path, mode: int) -> None:
    path.chmod(mode)
    replace(path, b"old", b"new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_leaves_a_read_only_file(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(NotWritten, match="read-only"):
        replace(path, b"old", b"new")
    assert path.read_bytes() == b"old"
    assert alone(path)


def test_leaves_a_file_that_changed(path: Path) -> None:
    with pytest.raises(NotWritten, match="changed on disk"):
        replace(path, b"older", b"new")
    assert path.read_bytes() == b"old"


def test_leaves_a_file_that_is_gone(path: Path) -> None:
    path.unlink()
    with pytest.raises(NotWritten, match="No such file"):
        replace(path, b"old", b"new")
    assert not path.exists()


def test_a_link_stays_a_link(path: Path) -> None:
    link = path.parent / "link.py"
    link.symlink_to(path.name)
    replace(link, b"old", b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_nothing_is_lost_when_it_fails(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(write.os, step, fail)
    with pytest.raises((NotWritten, KeyboardInterrupt)):
        replace(path, b"old", b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert alone(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(path: Path) -> None:
    path.parent.chmod(0o555)
    try:
        with pytest.raises(NotWritten, match="Permission denied"):
            replace(path, b"old", b"new")
    finally:
        path.parent.chmod(0o755)
    assert path.read_bytes() == b"old"
