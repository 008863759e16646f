"""Replace a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from pathlib import Path


class NotWritten(Exception):
    """The file is as it was; the message says why."""


def replace(path: Path, expected: bytes, content: bytes) -> None:
    """Give ``path`` the new ``content``, if it still holds what was ``expected``.

    The content goes to a temporary file in the same folder, which then takes the place of ``path``; mode and, where
    allowed, owner stay. A symbolic link stays a link. Raises :class:`NotWritten`.
    """
    target = Path(os.path.realpath(path))
    try:
        status = target.stat()
        if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
            raise NotWritten("it is read-only")
        if target.read_bytes() != expected:
            raise NotWritten("it was changed on disk in the meantime")
        _swap(target, content, status)
    except OSError as error:
        raise NotWritten(error.strerror or str(error)) from error


def _swap(target: Path, content: bytes, status: os.stat_result) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".hybridize", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if hasattr(os, "chown"):
            with contextlib.suppress(OSError):
                os.chown(name, status.st_uid, status.st_gid)
        shutil.copymode(target, name)
        os.replace(name, target)
    except BaseException:
        # An interrupt too must leave nothing behind.
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
