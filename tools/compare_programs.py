"""Run programs before and after ``hybridize check --fix`` under TensorFlow and compare.

``python tools/compare_programs.py FOLDER [NAME…]`` runs every ``FOLDER/NAME/main.py``, or those named, in fresh
processes, the fixed ones from a copy in a temporary folder. It prints a table of the seconds (TensorFlow's import not
counted, the same both ways) and exits 1 if a run differs: another exit status, other lines, or numbers that differ
beyond rounding.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.before_after import FixFailedError, changes, copy, difference, find_hybridize, fix, run, table


def compare(before: Path, after: Path) -> tuple[tuple[str, ...], str | None]:
    """The row of the table for one program, and what differs. Raises ``FixFailedError`` if it fails before the fix."""
    edits = changes(before, after)
    first = run(before / "main.py")
    if first.status != 0:
        raise FixFailedError(f"fails before the fix:\n{first.errors}")
    second = run(after / "main.py")
    found = difference(first, second)
    seconds = (f"{first.seconds:.1f}", f"{second.seconds:.1f}", f"{first.seconds / second.seconds:.1f}x")
    return (before.name, edits, *seconds, "same" if found is None else "DIFFERENT"), found


def main(arguments: list[str] | None = None) -> int:
    """Compare the programs; 0 if none differs, 1 if one does, 2 if one cannot be compared."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="holds the programs: NAME/main.py")
    parser.add_argument("names", nargs="*", metavar="NAME", help="these alone")
    parser.add_argument("--after", type=Path, metavar="FOLDER", help="compare with copies in FOLDER instead")
    options = parser.parse_args(arguments)
    folder: Path = options.folder.resolve()
    known = sorted(path.parent.name for path in folder.glob("*/main.py"))
    if unknown := sorted(set(options.names) - set(known)):
        parser.error(f"no such program in {options.folder}: {', '.join(unknown)}")
    if not known:
        parser.error(f"no program in {options.folder}")

    rows: list[tuple[str, ...]] = []
    differences = failures = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name in options.names or known:
            after = copy((options.after or folder) / name, Path(scratch, name))
            try:
                if options.after is None:
                    fix(after, find_hybridize())
                row, found = compare(folder / name, after)
            except FixFailedError as error:
                failures += 1
                print(f"{name}: {error}", file=sys.stderr)
                continue
            rows.append(row)
            differences += found is not None
            # The table comes at the end; this shows that something happens.
            print(f"{name}: {found or 'same results'}", file=sys.stderr)
    print(table(("program", "lines", "seconds before", "after", "speed-up", "results"), rows))
    return 2 if failures else 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
