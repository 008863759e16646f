"""Run flake8 with the analysis that believes comments: ``run_flake8.py START-METHOD LOG ARGUMENTS…``.

Each analysis leaves the number of its process in ``LOG``. Workers that are not forked do not get this analysis.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))
    from flake8.main.cli import main

    from flake8_hybridize import analysis
    from flake8_hybridize.model.facts import ProgramFacts
    from flake8_hybridize.model.options import Options
    from flake8_hybridize.project import Project
    from tests import fake_analysis

    method, log, *arguments = sys.argv[1:]

    def analyse(project: Project, options: Options) -> ProgramFacts:
        with open(log, "a", encoding="utf-8") as stream:
            stream.write(f"{os.getpid()}\n")
        if os.environ.get("FAIL"):
            raise SyntaxError(os.environ["FAIL"])
        return fake_analysis.analyse(project, options)

    analysis.analyse = analyse  # type: ignore[attr-defined, unused-ignore]
    multiprocessing.set_start_method(method)
    sys.exit(main(arguments))
