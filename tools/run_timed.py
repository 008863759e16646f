"""Run a program as ``python program.py`` would, and write how long it took.

Usage: ``python run_timed.py REPORT PROGRAM [ARGUMENT…]``. TensorFlow and Keras are imported first, so that the seconds
are those of the program alone, its tracing and compiling included. REPORT gets ``{"seconds": …, "cpu_seconds": …}``,
also if the program fails.
"""

from __future__ import annotations

import json
import runpy
import sys
import time
from pathlib import Path


def main(report: str, program: str, arguments: list[str]) -> None:
    """Run ``program`` as ``__main__`` with ``arguments``; what it raises goes on to the caller."""
    import tensorflow as tf

    # Keras is loaded at the first use of its name.
    assert tf.keras.layers.Layer
    sys.argv = [program, *arguments]
    sys.path[0] = str(Path(program).resolve().parent)
    cpu, wall = time.process_time(), time.perf_counter()
    try:
        runpy.run_path(program, run_name="__main__")
    finally:
        seconds = {"seconds": time.perf_counter() - wall, "cpu_seconds": time.process_time() - cpu}
        Path(report).write_text(json.dumps(seconds), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
