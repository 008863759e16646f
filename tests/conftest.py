"""Options and surroundings of all tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# A slow machine is no failure.
settings.register_profile("untimed", deadline=None, database=None)
settings.load_profile("untimed")

# Programs to analyse, some of them tests.
collect_ignore = ["programs"]

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden blocks of cases anew")
    parser.addoption("--all-programs", action="store_true", help="run every program of the corpus, not a sample")
