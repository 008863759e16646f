"""Cold ``hybridize check`` against ``pylint --disable=all --enable=E`` on the same files, in one run.

``python benchmarks/lint_speed.py PATH…``: every PATH, a folder or a file, is one project. Both tools run in turn, each
time in a fresh process without cache and configuration, and get the same list of files. Printed are medians of CPU
seconds (user and system, children included), thousand lines per CPU second, and peak memory. pylint looks into the
libraries that are installed beside it; ``--pylint-python`` names the interpreter of an environment without TensorFlow.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.before_after import FixFailedError, find_hybridize, table
from tools.child_usage import Usage, measure

PYLINT = [
    "-m",
    "pylint",
    f"--rcfile={os.devnull}",
    "--persistent=no",
    "--jobs=1",
    "--disable=all",
    "--enable=E",
]
PYLINT_USAGE_ERROR = 32


def python_files(path: Path) -> list[Path]:
    """The file itself, or all ``.py`` files under the folder but those in hidden folders, sorted."""
    if path.is_file():
        return [path]
    found = (file for file in path.rglob("*.py") if file.is_file())
    return sorted(file for file in found if not any(part.startswith(".") for part in file.relative_to(path).parts))


def count_lines(files: list[Path]) -> int:
    """Physical lines of all files."""
    return sum(file.read_bytes().count(b"\n") for file in files)


def check_command(files: list[Path]) -> list[str]:
    """The cold check of ``files``. Raises ``FixFailedError`` if there is no ``hybridize`` command."""
    return [*find_hybridize(), "check", "--no-cache", "--isolated", "--quiet", *map(str, files)]


def compare(files: list[Path], repeats: int, python: str) -> tuple[list[Usage], list[Usage]]:
    """Run both tools ``repeats`` times in turn. Raises ``FixFailedError`` if one cannot do its work."""
    ours: list[Usage] = []
    theirs: list[Usage] = []
    with tempfile.TemporaryDirectory() as neutral:
        for _ in range(repeats):
            ours.append(measure(check_command(files), Path(neutral)))
            if ours[-1].status not in (0, 1):
                raise FixFailedError(f"`hybridize check` exits {ours[-1].status}:\n{ours[-1].errors}")
            theirs.append(measure([python, *PYLINT, *map(str, files)], Path(neutral)))
            if theirs[-1].status < 0 or theirs[-1].status & PYLINT_USAGE_ERROR:
                raise FixFailedError(f"pylint exits {theirs[-1].status}:\n{theirs[-1].errors}")
    return ours, theirs


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 if a ratio is above its limit, 2 if a tool cannot be run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a project: a folder or a file")
    parser.add_argument("--repeats", type=int, default=1, help="runs of each tool (default 1)")
    parser.add_argument("--pylint-python", default=sys.executable, metavar="PYTHON", help="runs pylint (default: this)")
    parser.add_argument("--max-cpu", type=float, metavar="RATIO", help="exit 1 if the CPU seconds are more of pylint's")
    parser.add_argument("--max-memory", type=float, metavar="RATIO", help="exit 1 if the peak memory is more of it")
    options = parser.parse_args(arguments)
    if options.repeats < 1:
        parser.error("--repeats must be at least 1")

    rows: list[tuple[str, ...]] = []
    above = False
    for path in options.paths:
        files = python_files(path.resolve())
        if not files:
            parser.error(f"no Python file: {path}")
        try:
            ours, theirs = compare(files, options.repeats, options.pylint_python)
        except FixFailedError as error:
            print(f"{path}: {error}", file=sys.stderr)
            return 2
        kilolines = count_lines(files) / 1000
        cpu, pylint_cpu = (statistics.median(one.cpu_seconds for one in runs) for runs in (ours, theirs))
        peak, pylint_peak = (statistics.median(one.peak_megabytes for one in runs) for runs in (ours, theirs))
        above |= options.max_cpu is not None and cpu > options.max_cpu * pylint_cpu
        above |= options.max_memory is not None and peak > options.max_memory * pylint_peak
        rows.append(
            (
                path.resolve().name,
                str(len(files)),
                f"{kilolines:.1f}",
                f"{cpu:.2f}",
                f"{pylint_cpu:.2f}",
                f"{cpu / pylint_cpu:.2f}",
                f"{kilolines / cpu:.1f}",
                f"{peak:.0f}",
                f"{pylint_peak:.0f}",
                f"{peak / pylint_peak:.2f}",
            )
        )
    header = ("project", "files", "KLOC", "CPU s", "pylint", "ratio", "KLOC/CPU s", "peak MB", "pylint", "ratio")
    print(table(header, rows))
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
