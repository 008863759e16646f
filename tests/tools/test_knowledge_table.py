"""The page on operations is that of the knowledge as it is, and says of rules what they are."""

from __future__ import annotations

import pytest

from flake8_hybridize.model.values import NEVER, Value, unknown
from tools import knowledge_table


def test_page_is_not_stale() -> None:
    page = knowledge_table.TARGET.read_text(encoding="utf-8")
    assert page == knowledge_table.render(knowledge_table.lines()), "run python -m tools.knowledge_table"


def _helper(call: object) -> Value:
    return unknown("a helper's reason")


def _calls_helper(call: object) -> Value:
    return _helper(call)


def _complete(call: object) -> Value:
    return NEVER


def test_reasons_come_from_the_rule_and_from_what_it_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge_table, "PACKAGE", __name__)
    assert list(knowledge_table.reasons(_calls_helper)) == ["a helper's reason"]
    assert list(knowledge_table.reasons(_complete)) == []


def test_states_of_well_known_functions() -> None:
    states = {line.name: line.state for line in knowledge_table.lines()}
    assert states["tensorflow.zeros"] in ("complete", "partial")
    assert states["tensorflow.tensor_scatter_nd_update"] != "none"
    assert states["keras.layers.Dense"] == "complete"
    assert set(states.values()) <= set(knowledge_table.STATES)
