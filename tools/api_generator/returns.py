"""What a function returns, coarsely, by the first lines of its documentation."""

from __future__ import annotations

import re

_SECTION = re.compile(r"^\s*(?:Returns?|Yields)\s*:\s*(.*(?:\n(?!\s*\n)[ \t]+.*){0,3})", re.MULTILINE)

_WORD = r"(?:`|\b)"
_TENSOR = re.compile(
    r"(?:`?(?:tf\.)?(?:Sparse|Ragged|Eager)?Tensor`?s?\b|\btensors?\b|`?(?:tf\.)?IndexedSlices`?|`?tf\.Variable`?)",
    re.IGNORECASE,
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("dataset", re.compile(r"^(?:an?|the|the\s+\w+|a\s+new(?:\s+\w+)?|another)?\s*`?(?:tf\.data\.)?Dataset`?\b", re.I)),
    ("none", re.compile(r"^(?:`?None`?\b|nothing|the\s+created\s+`?operation`?|an?\s+`?(?:tf\.)?operation`?\b)", re.I)),
    (
        "structure",
        re.compile(
            r"^(?:an?|the)?\s*(?:\(?possibly\)?\s+|arbitrarily\s+|potentially\s+)*(?:nested|structure\b|dict|`?dict)",
            re.I,
        ),
    ),
    (
        "tensors",
        re.compile(
            r"^(?:an?|the|if[^,]*,\s*an?)?\s*`?(?:python\s+|named\s*|\w+-)?(?:list|tuple|pair|sequence|namedtuple|two|three|iterable)s?\b"
            r".*?(?:tensor|variable|gradients)|^(?:two|three|both)\b.*?tensors",
            re.I | re.S,
        ),
    ),
    ("ndarray", re.compile(r"^(?:an?|the|\w+)?\s*(?:`?(?:np\.|numpy\.)?(?:nd)?array`?|numpy\b|matrix\b)", re.I)),
    (
        "python",
        re.compile(
            r"^(?:a\s+python|python|an?\s+`?(?:bool|int|integer|str|string|float)`?\b(?!\s*`?tensor)|`?True`?\b|`?False`?\b|bool\b|int\b|str\b)",
            re.I,
        ),
    ),
)


def coarse_result(doc: str | None) -> str:
    """One of ``tensor``, ``tensors``, ``structure``, ``ndarray``, ``python``, ``dataset``, ``none``, or ``""``."""
    if not doc:
        return ""
    found = _SECTION.search(doc)
    if found is None:
        return ""
    text = " ".join(found.group(1).split())
    text = re.sub(r"^(?:\w+\s*:\s+)(?=[A-Z`])", "", text)
    for name, pattern in _PATTERNS:
        if pattern.search(text):
            if name == "python" and re.match(r"^[^.]*\btensor", text, re.I):
                return "tensor"
            return name
    first = re.split(r"\.\s", text)[0]
    return "tensor" if _TENSOR.search(first) else ""
