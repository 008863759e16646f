"""Rules of library calls and attributes, found by walking the packages that hold them.

Every module below :data:`PACKAGES` may export ``RULES`` (calls) and ``PROPERTIES`` (attributes), each a
dict from a name, in any spelling that :mod:`.names` knows, to a rule.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Any

from .names import canonical
from .protocol import Rule

PACKAGES = ("tensorflow", "tensors", "numpy_", "scipy_", "data", "keras", "python_")


def modules() -> Iterator[ModuleType]:
    """The modules that may hold rules, in the order of their names."""
    for package in PACKAGES:
        name = f"{__package__}.{package}"
        try:
            top = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            continue
        yield top
        for found in sorted(pkgutil.walk_packages(top.__path__, name + "."), key=lambda item: item.name):
            yield importlib.import_module(found.name)


def collect(attribute: str) -> tuple[dict[str, Any], list[str]]:
    """The tables called ``attribute`` of all modules merged, by canonical name; and what is wrong with them."""
    merged: dict[str, Any] = {}
    origin: dict[str, str] = {}
    problems: list[str] = []
    for module in modules():
        rules: Mapping[str, Any] = getattr(module, attribute, {})
        for spelling, rule_ in rules.items():
            name = canonical(spelling) or spelling
            if name in merged and origin[name] == module.__name__ and name in rules:
                # One module lists several spellings of a name: the canonical one counts.
                merged[name] = rules[name]
                continue
            if name in merged and merged[name] is not rule_:
                problems.append(f"{spelling} ({module.__name__}): {name} has a rule in {origin[name]} already")
                continue
            merged[name] = rule_
            origin[name] = module.__name__
    return merged, problems


@cache
def _merged(attribute: str) -> dict[str, Any]:
    return collect(attribute)[0]


def rule(name: str) -> Rule | None:
    """The rule of calls of ``name``: by any spelling; for a method that a class inherits, its own or the ancestor's."""
    found: Rule | None = _merged("RULES").get(canonical(name) or name)
    return found


def attribute_rule(name: str) -> Rule | None:
    """The rule of reading the attribute ``name`` (a qualified name) of an object."""
    found: Rule | None = _merged("PROPERTIES").get(canonical(name) or name)
    return found
