"""Run every example before and after ``hybridize check --fix`` under TensorFlow and compare.

``python examples/compare.py [EXAMPLE…]``: see ``tools/compare_programs.py``, which does it for any folder of programs.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent

if __name__ == "__main__":
    sys.argv[1:1] = [str(EXAMPLES)]
    runpy.run_path(str(EXAMPLES.parent / "tools" / "compare_programs.py"), run_name="__main__")
