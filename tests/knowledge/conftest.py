"""Settings of the tests that compare rules with the libraries themselves."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "knowledge",
    max_examples=25,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("knowledge")
