"""Write the tables of public names in ``flake8_hybridize/knowledge/api`` from the installed packages.

    python tools/generate_api.py            # every library
    python tools/generate_api.py numpy      # some

Run it in an environment that has the packages in the versions that the tables should describe, then read
the difference. Packages that are read as source text (Sonnet, TensorFlow Addons) may lie unpacked in the folders that
the environment variable ``API_SOURCES`` lists. The format is described in
``flake8_hybridize/knowledge/api/__init__.py``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# Keras 2 adds what ``tf.compat.v1`` has of it (``layers``, ``nn.rnn_cell``); Keras 3 is read by its own name.
os.environ["TF_USE_LEGACY_KERAS"] = "1"
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

sys.path.insert(0, str(Path(__file__).resolve().parent))

from api_generator import libraries
from api_generator.overrides import corrected
from api_generator.table import Table
from api_generator.write import render

TARGET = Path(__file__).resolve().parent.parent / "flake8_hybridize" / "knowledge" / "api"


def correct_results(name: str, table: Table) -> None:
    """Apply the reviewed corrections to functions and methods of ``table``."""
    for path, row in table.entries.items():
        if row.kind == "function":
            row.note = corrected(name, path.removeprefix("compat.v1."), row.note)
        for member, inner in row.members.items():
            if inner.kind in ("method", "staticmethod", "classmethod"):
                inner.note = corrected(name, f"{path}.{member}".removeprefix("compat.v1."), inner.note)


def main(names: list[str]) -> int:
    """Write the tables called ``names`` (all when empty); the exit status."""
    unknown = sorted(set(names) - set(libraries.LIBRARIES))
    if unknown:
        print(f"no such table: {', '.join(unknown)}; there are {', '.join(libraries.LIBRARIES)}", file=sys.stderr)
        return 2
    for name, build in libraries.LIBRARIES.items():
        if names and name not in names:
            continue
        try:
            table = build()
        except ModuleNotFoundError as error:
            print(f"{name}: left as it is, {error}", file=sys.stderr)
            continue
        correct_results(name, table)
        text = render(table)
        (TARGET / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {len(table.entries)} names, {len(table.aliases)} aliases, {len(text):,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
