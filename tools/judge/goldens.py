"""Recordings kept in files, so that comparisons need no TensorFlow: JSON lines, one file per family of programs.

A recording is stale when its program changed since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from .programs import Program
from .recording import VERSION, Recording, recording_from_json, recording_to_json


def load(folder: Path) -> dict[str, Recording]:
    """All recordings in a folder by program; those of another version of the format are left out."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    data = [json.loads(line) for line in lines]
    recordings = [recording_from_json(one) for one in data if one["version"] == VERSION]
    return {recording.program: recording for recording in recordings}


def stale(programs: Iterable[Program], recordings: dict[str, Recording]) -> list[Program]:
    """The programs that were never recorded, or have changed since."""
    return [p for p in programs if p.name not in recordings or recordings[p.name].digest != p.digest()]


def save(folder: Path, recordings: Iterable[Recording]) -> None:
    """Writes the folder anew."""
    families: dict[str, list[Recording]] = {}
    for recording in sorted(recordings, key=lambda r: r.program):
        families.setdefault(recording.program.partition("/")[0], []).append(recording)
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.jsonl"):
        if path.stem not in families:
            path.unlink()
    for family, members in families.items():
        lines = [json.dumps(recording_to_json(one), separators=(",", ":")) + "\n" for one in members]
        (folder / f"{family}.jsonl").write_text("".join(lines), encoding="utf-8")
