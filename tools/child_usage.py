"""CPU seconds and peak memory of one child process, as the operating system counts them. POSIX only."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command took, its own children included: exit status, seconds, user and system CPU seconds, peak MB."""

    status: int
    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    errors: str


def measure(command: list[str], folder: Path) -> Usage:
    """Run ``command`` in ``folder`` with its output thrown away and wait for it."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors
        )
        # Popen.wait would reap the child without its resource usage.
        _, wait_status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(wait_status)
        errors.seek(0)
        text = errors.read().decode("utf-8", "replace")
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Usage(
        process.returncode, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6, text[-3000:]
    )
