"""Abstract interpretation of the whole program: from syntax trees to facts.

``state`` holds the moving parts, ``objects`` the values with identity; ``expressions``, ``statements``, ``calls``
and their neighbours interpret Python; ``library`` asks ``knowledge``; ``entries`` says where the program is entered;
``judge``, ``effects``, ``frozen``, ``retracing`` and ``decide`` conclude; ``facts`` freezes the result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model.facts import ProgramFacts
    from ..model.options import Options
    from ..project import Project


def analyse(project: Project, options: Options) -> ProgramFacts:
    """The facts of ``project``. astroid is imported at the first call."""
    from ..model import values
    from ..project import run_deep
    from .entries import run_program
    from .facts import conclude
    from .interpreter import Interpreter

    def run() -> ProgramFacts:
        machine = Interpreter(project, options)
        run_program(machine)
        return conclude(machine, project)

    try:
        return run_deep(run)
    finally:
        values.clear()
