"""Run every example before and after ``hybridize check --fix`` under TensorFlow and compare.

``python examples/compare.py [EXAMPLE…]`` runs all examples, or those named, in fresh processes, the fixed ones from a
copy in a temporary folder. It prints a table of the seconds (TensorFlow's import not counted, the same both ways) and
exits 1 if a run differs: another exit status, other lines, or numbers that differ beyond rounding.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.before_after import FixFailedError, changes, copy, difference, find_hybridize, fix, run, table

EXAMPLES = Path(__file__).resolve().parent


def main(arguments: list[str] | None = None) -> int:
    """Compare the examples; 0 if none differs, 1 if one does, 2 if one cannot be compared."""
    known = sorted(path.parent.name for path in EXAMPLES.glob("*/main.py"))
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("examples", nargs="*", metavar="EXAMPLE", help=", ".join(known))
    parser.add_argument("--after", type=Path, metavar="FOLDER", help="compare with copies in FOLDER instead")
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.examples) - set(known)):
        parser.error(f"no such example: {', '.join(unknown)}")

    rows: list[tuple[str, ...]] = []
    differences = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name in options.examples or known:
            after = copy((options.after or EXAMPLES) / name, Path(scratch, name))
            try:
                if options.after is None:
                    fix(after, find_hybridize())
            except FixFailedError as error:
                print(f"{name}: {error}", file=sys.stderr)
                return 2
            edits = changes(EXAMPLES / name, after)
            first = run(EXAMPLES / name / "main.py")
            if first.status != 0:
                print(f"{name} fails before the fix:\n{first.errors}", file=sys.stderr)
                return 2
            second = run(after / "main.py")
            found = difference(first, second)
            if found is not None:
                differences += 1
                print(f"{name}: {found}", file=sys.stderr)
            ratio = f"{first.seconds / second.seconds:.1f}x"
            same = "same" if found is None else "DIFFERENT"
            rows.append((name, edits, f"{first.seconds:.1f}", f"{second.seconds:.1f}", ratio, same))
    print(table(("example", "lines", "seconds before", "after", "speed-up", "results"), rows))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
