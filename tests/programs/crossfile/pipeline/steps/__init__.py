"""Steps by name, imported when the package is."""

from steps import clean as _clean
from steps import join as _join

ALL = {**_clean.STEPS, **_join.STEPS}
