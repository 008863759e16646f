"""How much faster programs run after ``hybridize check --fix``.

``python benchmarks/speedup.py [PROGRAM…]`` runs every program in ``benchmarks/programs``, or those named, before and
after the fix (on a copy), several times each, in turn, every time in a fresh process. It prints the medians of the
seconds per program, TensorFlow's import not counted (the same both ways), tracing and compiling counted; then the
geometric mean of the speed-ups over the programs in which something was fixed. Exits 1 if a program prints something
else after the fix.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.before_after import FixFailedError, Run, changes, difference, find_hybridize, fix, run, table

PROGRAMS = Path(__file__).resolve().parent / "programs"


def machine() -> str:
    """Processor, cores and versions, for the line under the table."""
    try:
        information = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        information = ""
    models = [line.partition(":")[2].strip() for line in information.splitlines() if line.startswith("model name")]
    processor = models[0] if models else platform.processor() or platform.machine()
    distributions = ("tensorflow", "tensorflow-cpu", "tensorflow_cpu")
    installed = {name.metadata["Name"].lower(): name.version for name in metadata.distributions()}
    tensorflow = next((installed[name] for name in distributions if name in installed), "?")
    versions = f"TensorFlow {tensorflow}, Keras {installed.get('keras', '?')}, Python {platform.python_version()}"
    return f"{processor}, {os.cpu_count()} cores; {versions}"


def measure(program: Path, after: Path, repeats: int) -> tuple[list[Run], list[Run], str | None]:
    """Run both programs ``repeats`` times in turn: their runs, and what differs, if anything does."""
    first: list[Run] = []
    second: list[Run] = []
    for _ in range(repeats):
        first.append(run(program))
        if first[-1].status != 0:
            return first, second, f"fails before the fix:\n{first[-1].errors}"
        second.append(run(after))
        found = difference(first[-1], second[-1])
        if found is not None:
            return first, second, found
    return first, second, None


def main(arguments: list[str] | None = None) -> int:
    """Measure; 0 if every program does the same after the fix, 1 if one does not, 2 if the fix could not be made."""
    known = sorted(path.stem for path in PROGRAMS.glob("*.py"))
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("programs", nargs="*", metavar="PROGRAM", help=", ".join(known))
    parser.add_argument("--repeats", type=int, default=3, help="runs before and after, each (default 3)")
    parser.add_argument("--after", type=Path, metavar="FOLDER", help="take PROGRAM/PROGRAM.py in FOLDER as fixed")
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.programs) - set(known)):
        parser.error(f"no such program: {', '.join(unknown)}")
    if options.repeats < 1:
        parser.error("--repeats must be at least 1")

    rows: list[tuple[str, ...]] = []
    speedups: list[float] = []
    cpu_speedups: list[float] = []
    different = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name in options.programs or known:
            program = PROGRAMS / f"{name}.py"
            folder = options.after / name if options.after else Path(scratch, name)
            if not options.after:
                folder.mkdir()
                (folder / program.name).write_bytes(program.read_bytes())
                try:
                    fix(folder, find_hybridize())
                except FixFailedError as error:
                    print(f"{name}: {error}", file=sys.stderr)
                    return 2
            edits = changes(program.parent, folder)
            first, second, found = measure(program, folder / program.name, options.repeats)
            if found is not None:
                different += 1
                print(f"{name}: {found}", file=sys.stderr)
                rows.append((name, edits, "", "", "DIFFERENT"))
                continue
            before = statistics.median(one.seconds for one in first)
            after = statistics.median(one.seconds for one in second)
            # The table comes at the end; this shows that something happens.
            print(f"{name}: {before:.2f} s, then {after:.2f} s", file=sys.stderr)
            if edits != "+0 -0":
                speedups.append(before / after)
                cpu = [statistics.median(one.cpu_seconds for one in runs) for runs in (first, second)]
                cpu_speedups.append(cpu[0] / cpu[1])
            rows.append((name, edits, f"{before:.2f}", f"{after:.2f}", f"{before / after:.2f}x"))
    print(table(("program", "lines", "seconds before", "after", "speed-up"), rows))
    if speedups:
        mean = statistics.geometric_mean(speedups)
        cpu_mean = statistics.geometric_mean(cpu_speedups)
        print(f"\nGeometric mean of {len(speedups)} fixed programs (of {len(rows)}): {mean:.2f}x")
        print(f"The same of CPU seconds: {cpu_mean:.2f}x")
    print(f"{machine()}; medians of {options.repeats} runs each")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
