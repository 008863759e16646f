"""Diffs are what ``patch -p0`` takes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from flake8_hybridize.fixes.diff import unified

CASES = {
    "plain": (b"a\nb\nc\n", b"a\nB\nc\n"),
    "no newline at the end": (b"a\nb", b"@\na\nb"),
    "a newline comes": (b"a\nb", b"a\nb\n"),
    "carriage returns": (b"a\r\nb\r\nc\r\n", b"a\r\n@\r\nb\r\nc\r\n"),
    "lone carriage returns": (b"a\rb\rc\r", b"a\r@\rb\rc\r"),
    "mixed": (b"a\r\nb\nc\n", b"b\nc\n"),
    "byte-order mark": (b"\xef\xbb\xbfa\nb\n", b"\xef\xbb\xbf@\na\nb\n"),
    "latin 1": ("# é\nx\n".encode("latin-1"), "# é\n@\nx\n".encode("latin-1")),
    "two hunks": (b"1\n" + b"x\n" * 20 + b"2\n", b"0\n1\n" + b"x\n" * 20 + b"2\n3\n"),
    "form feed": (b"a\n\x0cb\n", b"a\n@\n\x0cb\n"),
    "a file that was empty": (b"", b"a\n"),
}


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch")
@pytest.mark.parametrize("name", ["a.py", "a folder/ä b.py"])
@pytest.mark.parametrize("case", CASES)
def test_patch_applies_it(tmp_path: Path, case: str, name: str) -> None:
    before, after = CASES[case]
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(before)
    subprocess.run(
        ["patch", "-p0", "--binary"], cwd=tmp_path, input=unified(name, before, after), check=True, capture_output=True
    )
    assert path.read_bytes() == after


def test_no_difference_is_no_diff() -> None:
    assert unified("a.py", b"x", b"x") == b""


def test_names_are_given_as_they_are() -> None:
    assert unified("pkg/a.py", b"x\n", b"y\n").startswith(b"--- pkg/a.py\n+++ pkg/a.py\n@@ -1 +1 @@\n")
