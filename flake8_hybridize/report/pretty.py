"""Pages for terminals, if rich is installed (the extra ``pretty``)."""

from __future__ import annotations

import importlib.util


def show_markdown(text: str) -> bool:
    """Print ``text`` to the terminal as laid out Markdown; whether that was possible."""
    if importlib.util.find_spec("rich") is None:
        return False
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))
    return True
