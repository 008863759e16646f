"""Code that runs once on purpose, as far as the text tells."""

from __future__ import annotations

import astroid

from flake8_hybridize.analysis.guards import done_once


def test_decorators_that_decorate_each_other_are_judged() -> None:
    first = "@second\ndef first(f):\n    return f()\n"
    second = "@first\ndef second(f):\n    return f()\n"
    module = astroid.parse(f"{first}\n{second}")
    assert not any(map(done_once, module.body))
