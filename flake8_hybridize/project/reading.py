"""Files read once: text and scanned imports, or the reason why there is no text."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flake8_hybridize.project.imports import Scan, scan
from flake8_hybridize.project.text import SourceText, UnreadableSource, decode, from_text

#: Larger files aren't source that somebody wrote.
LARGEST_FILE = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file's text with the scan of it. ``path`` is absolute."""

    path: str
    source: SourceText
    scan: Scan


def read_all(paths: Iterable[str], overlay: Mapping[str, bytes | str]) -> tuple[dict[str, ReadFile], dict[str, str]]:
    """Read files; give what could be read and for each other file the reason. ``overlay`` wins over the disk."""
    files: dict[str, ReadFile] = {}
    unreadable: dict[str, str] = {}
    for path in paths:
        try:
            source = _source(path, overlay)
            files[path] = ReadFile(path, source, scan(source.text))
        except UnreadableSource as error:
            unreadable[path] = str(error)
        except OSError as error:
            unreadable[path] = error.strerror or type(error).__name__
    return files, unreadable


def _source(path: str, overlay: Mapping[str, bytes | str]) -> SourceText:
    unsaved = overlay.get(path)
    if unsaved is not None:
        return from_text(unsaved) if isinstance(unsaved, str) else decode(unsaved)
    if os.path.exists(path) and not os.path.isfile(path):
        raise UnreadableSource("it is no regular file")
    with open(path, "rb") as stream:
        data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise UnreadableSource(f"it is larger than {LARGEST_FILE // 1024 // 1024} MiB")
    return decode(data)
