"""Write the table of rules into README.md: ``python -m tools.rule_table``."""

from __future__ import annotations

import re
from pathlib import Path

from flake8_hybridize.rules import all_rules

README = Path(__file__).parent.parent / "README.md"
_PART = re.compile(r"(?<=<!-- rules -->\n).*?(?=<!-- /rules -->)", re.DOTALL)


def table() -> str:
    """The rules as Markdown."""
    rows = [
        f"| {rule.code} | {rule.name} | {rule.summary} | {'on' if rule.default else 'off'} | "
        f"{'' if rule.fix == 'none' else rule.fix} |\n"
        for rule in all_rules()
    ]
    return "\n| code | name | what it finds | default | fix |\n|---|---|---|---|---|\n" + "".join(rows) + "\n"


def with_table(text: str) -> str:
    """``text`` with the table between its marks as it should be."""
    return _PART.sub(lambda _: table(), text)


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
