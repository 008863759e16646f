"""An analysis that believes what comments say, for tests of what comes after it.

``def f(x):  # -> hybridize`` gives that decision, with ``# -> hybridize if A`` on the assumption A. A decorator
``@tf.function`` makes a function hybrid. ``# !kind`` on a line of a function is a hazard of that kind, seen in a graph.
"""

from __future__ import annotations

import re
from typing import Any

from flake8_hybridize.model.facts import FileFacts, FunctionFacts, Hazard, ProgramFacts
from flake8_hybridize.model.options import Options
from flake8_hybridize.model.places import Place
from flake8_hybridize.model.source import Source
from flake8_hybridize.project import Project
from tests.handmade import Judgement, decorated, definitions, function, syntax_of

_DECISION = re.compile(r"# -> (\w+)(?: if (.*))?")
_HAZARD = re.compile(r"# !([\w-]+)")


def analyse(project: Project, options: Options) -> ProgramFacts:
    functions = [facts for module in project.modules for facts in _functions(Source(module.file, module.source.text))]
    files = tuple(FileFacts(entry.file, entry.status, entry.message or None) for entry in project.files)
    return ProgramFacts(files=files, functions=tuple(sorted(functions, key=lambda f: (f.file, f.line))))


def _functions(source: Source) -> list[FunctionFacts]:
    found = []
    for name, node in definitions(syntax_of(source)).items():
        assert node.end_lineno is not None
        said = _DECISION.search(source.line(node.lineno))
        changes: dict[str, Any] = {
            "decision": said.group(1) if said else "keep",
            "assumptions": (said.group(2),) if said and said.group(2) else (),
            "tensor_computation": Judgement(value=said is None or said.group(1) != "dehybridize"),
        }
        changes["hazards"] = tuple(
            Hazard(match.group(1), Place(source.file, line, 1, line, 2), name, traced=bool(node.decorator_list))
            for line in range(node.lineno, node.end_lineno + 1)
            if (match := _HAZARD.search(source.line(line)))
        )
        if node.decorator_list:
            if changes["decision"] == "hybridize":
                changes["decision"] = "keep"
            found.append(decorated(source, name, len(node.decorator_list) - 1, **changes))
        else:
            if changes["decision"] == "dehybridize":
                changes["decision"] = "keep"
            found.append(function(source, name, **changes))
    return found
