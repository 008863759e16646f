"""From facts to findings: one module a rule, found by walking this folder.

Rules see frozen facts and source text; they know nothing of astroid, flake8 or the file system.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import re

from ..model.facts import Hazard
from .rule import Rule

_MODULE = re.compile(r"hyb\d{3}_\w+")


@functools.cache
def _modules() -> dict[str, str]:
    """Rule module names by code, in order of code."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__) if _MODULE.fullmatch(info.name))
    return {name[:6].upper(): f"{__name__}.{name}" for name in names}


@functools.cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in order of code."""
    return tuple(importlib.import_module(module).RULE for module in _modules().values())


@functools.cache
def hazard_codes() -> dict[str, str]:
    """The code under which a hazard kind is reported, by kind."""
    return {hazard: rule.code for rule in all_rules() for hazard in rule.hazards}


def explanation(hazard: Hazard) -> tuple[str, str] | None:
    """The code of the rule that reports ``hazard``, and what is wrong in one sentence; ``None`` if no rule does."""
    rule = find(hazard_codes().get(hazard.kind, ""))
    if rule is None:
        return None
    name = f"{hazard.function}()" if hazard.function else "this code"
    if rule.words is None:
        subject = f" ({hazard.subject})" if hazard.subject else ""
        return rule.code, f"{name}: {rule.summary}{subject}"
    words = rule.words(hazard)
    why = f": {words.why}" if words.why else ""
    remedy = f"; {words.remedy}" if words.remedy else ""
    return rule.code, f"{name} {words.what}{why}{remedy}"


def find(code: str) -> Rule | None:
    """The rule with exactly this code."""
    return next((rule for rule in all_rules() if rule.code == code), None)


def page(code: str) -> str:
    """The page of the rule ``code``: the docstring of its module.

    Raises ``KeyError`` if there is no such rule.
    """
    return (importlib.import_module(_modules()[code]).__doc__ or "").strip() + "\n"
