"""Whether the analysis time grows linearly: 1, 2 and 4 copies of one package under other names, as one program.

``python benchmarks/linear.py PACKAGE`` copies the package (a folder with ``__init__.py``) as ``PACKAGE_1`` and so on;
its own name is replaced in the text of each copy, so that every copy imports itself. Printed are the CPU seconds of a
cold ``hybridize check``, less those of a run over one empty file, and for each doubling the growth beyond proportion:
1.00 is linear.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.lint_speed import check_command, count_lines, python_files
from tools.before_after import FixFailedError, table
from tools.child_usage import Usage, measure

COPIES = (1, 2, 4)


def copy_renamed(package: Path, folder: Path, number: int) -> None:
    """Copy the Python files of ``package`` into ``folder`` as package ``<name>_<number>``."""
    name = package.name
    word = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")
    for file in python_files(package):
        target = folder / f"{name}_{number}" / file.relative_to(package)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(word.sub(f"{name}_{number}".encode(), file.read_bytes()))


def check(folder: Path, repeats: int) -> Usage:
    """The run with the median of CPU seconds. Raises ``FixFailedError`` if the command fails."""
    runs = [measure(check_command([folder]), folder) for _ in range(repeats)]
    for one in runs:
        if one.status not in (0, 1):
            raise FixFailedError(f"`hybridize check` exits {one.status}:\n{one.errors}")
    middle = statistics.median_low(one.cpu_seconds for one in runs)
    return next(one for one in runs if one.cpu_seconds == middle)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 if a doubling grows by more than the limit, 2 if the command fails."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("package", type=Path, metavar="PACKAGE", help="a folder with __init__.py")
    parser.add_argument("--repeats", type=int, default=1, help="runs for each number of copies (default 1)")
    parser.add_argument("--max-growth", type=float, metavar="FACTOR", help="exit 1 if a doubling grows by more")
    options = parser.parse_args(arguments)
    package: Path = options.package.resolve()
    if not (package / "__init__.py").is_file():
        parser.error(f"no package: {options.package}")
    if options.repeats < 1:
        parser.error("--repeats must be at least 1")

    rows: list[tuple[str, ...]] = []
    above = False
    previous: float | None = None
    with tempfile.TemporaryDirectory() as scratch:
        try:
            empty = Path(scratch, "empty")
            empty.mkdir()
            (empty / "empty.py").touch()
            start = check(empty, options.repeats).cpu_seconds
            for copies in COPIES:
                folder = Path(scratch, str(copies))
                for number in range(1, copies + 1):
                    copy_renamed(package, folder, number)
                usage = check(folder, options.repeats)
                net = usage.cpu_seconds - start
                growth = None if previous is None else net / (2 * previous)
                above |= growth is not None and options.max_growth is not None and growth > options.max_growth
                previous = net
                files = python_files(folder)
                rows.append(
                    (
                        f"{copies} x {package.name}",
                        str(len(files)),
                        f"{count_lines(files) / 1000:.1f}",
                        f"{net:.2f}",
                        "" if growth is None else f"{growth:.2f}",
                        f"{usage.peak_megabytes:.0f}",
                    )
                )
        except FixFailedError as error:
            print(error, file=sys.stderr)
            return 2
    print(table(("program", "files", "KLOC", "CPU s", "growth per doubling", "peak MB"), rows))
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
