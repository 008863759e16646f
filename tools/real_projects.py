"""Run ``hybridize check`` over real TensorFlow 2 projects and compare with the committed counts per code.

``python tools/real_projects.py CACHE [PROJECT…]`` downloads the wheels that ``tests/real_projects.json`` pins (without
their dependencies; nothing of them is installed or run), unpacks them in the folder CACHE, which must be outside the
repository, and prints for each project how many findings each code has and had. All codes are counted, those that are
off by default too. ``--update`` writes the new counts.

Exits 0 if nothing changed, 1 if a count did, 2 if a project could not be had or checked.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.before_after import FixFailedError, find_hybridize, table

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tests" / "real_projects.json"
INTERNAL_ERROR = "HYB902"


class ProjectError(Exception):
    """A project could not be downloaded, or the check of it failed."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Files and physical lines of a project, and its findings by code."""

    files: int
    lines: int
    findings: dict[str, int]


def obtain(name: str, version: str, cache: Path) -> Path:
    """The folder with the unpacked wheel, downloaded if it isn't there yet. Raises ``ProjectError``."""
    folder = cache / f"{name}-{version}"
    if folder.is_dir():
        return folder
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        # A wheel, never a source distribution: pip would run its setup.py to learn its metadata.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary", ":all:", "--dest", scratch, f"{name}=={version}"]
        process = subprocess.run(command, capture_output=True, text=True, check=False)
        wheels = sorted(Path(scratch).glob("*.whl"))
        if process.returncode != 0 or len(wheels) != 1:
            raise ProjectError(f"{name} {version} cannot be downloaded:\n{process.stderr[-1000:]}")
        unpacked = Path(scratch, "unpacked")
        with zipfile.ZipFile(wheels[0]) as archive:
            archive.extractall(unpacked)
        shutil.move(unpacked, folder)
    return folder


def check(folder: Path) -> Counts:
    """Check all files in ``folder`` as one program. Raises ``ProjectError`` if that fails anywhere."""
    command = [*find_hybridize(), "check", "--isolated", "--no-cache", "--select=HYB", "--output-format=json", "."]
    process = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if process.returncode not in (0, 1) or "Traceback" in process.stderr:
        raise ProjectError(f"`hybridize check` exits {process.returncode}:\n{process.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(process.stdout)
    counts = Counter(finding["code"] for finding in result["findings"])
    if counts[INTERNAL_ERROR]:
        places = [f"{one['file']}:{one['line']}" for one in result["findings"] if one["code"] == INTERNAL_ERROR]
        raise ProjectError(f"the analysis failed at {', '.join(places)}")
    files = sorted(folder.rglob("*.py"))
    return Counts(len(files), sum(file.read_bytes().count(b"\n") for file in files), dict(sorted(counts.items())))


def differences(name: str, old: dict[str, int], new: dict[str, int]) -> list[tuple[str, ...]]:
    """A row for each code whose count changed: project, code, before, now, by how much."""
    rows: list[tuple[str, ...]] = []
    for code in sorted(old.keys() | new.keys()):
        before, now = old.get(code, 0), new.get(code, 0)
        if before != now:
            rows.append((name, code, str(before), str(now), f"{now - before:+d}"))
    return rows


def main(arguments: list[str] | None = None) -> int:
    """See the top of this file."""
    listed: dict[str, Any] = json.loads(LIST.read_text(encoding="utf-8"))
    projects: list[dict[str, Any]] = listed["projects"]
    known = [project["name"] for project in projects]
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("cache", type=Path, metavar="CACHE", help="where the projects are kept, outside the repository")
    parser.add_argument("projects", nargs="*", metavar="PROJECT", help="these alone: " + ", ".join(known))
    parser.add_argument("--update", action="store_true", help=f"write the new counts to {LIST.relative_to(ROOT)}")
    options = parser.parse_args(arguments)
    cache: Path = options.cache.resolve()
    if cache.is_relative_to(ROOT):
        parser.error("CACHE must be outside the repository")
    if unknown := sorted(set(options.projects) - set(known)):
        parser.error(f"not in {LIST.name}: {', '.join(unknown)}")
    cache.mkdir(parents=True, exist_ok=True)

    changed: list[tuple[str, ...]] = []
    failed = False
    for project in projects:
        name, version = project["name"], project["version"]
        if options.projects and name not in options.projects:
            continue
        try:
            counts = check(obtain(name, version, cache))
        except (ProjectError, FixFailedError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            failed = True
            continue
        total = sum(counts.findings.values())
        print(f"{name} {version}: {counts.files} files, {counts.lines} lines, {total} findings", flush=True)
        changed += differences(name, project["counts"], counts.findings)
        project.update(files=counts.files, lines=counts.lines, counts=counts.findings)
    if changed:
        print(table(("project", "code", "committed", "now", "difference"), changed))
    elif not failed:
        print("No count differs.")
    if options.update:
        LIST.write_text(json.dumps(listed, indent=2) + "\n", encoding="utf-8")
    return 2 if failed else 1 if changed and not options.update else 0


if __name__ == "__main__":
    sys.exit(main())
