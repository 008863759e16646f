"""The table of Python's standard library: names, kinds, bases; parameters where Python itself knows them."""

from __future__ import annotations

import importlib
import types
from typing import Any

from .table import Table
from .walking import build, has_identity

MODULES = [
    "builtins",
    "math",
    "cmath",
    "random",
    "os",
    "os.path",
    "sys",
    "io",
    "time",
    "datetime",
    "calendar",
    "logging",
    "logging.handlers",
    "logging.config",
    "warnings",
    "itertools",
    "functools",
    "operator",
    "collections",
    "collections.abc",
    "contextlib",
    "contextvars",
    "copy",
    "copyreg",
    "json",
    "pickle",
    "marshal",
    "shelve",
    "csv",
    "re",
    "string",
    "struct",
    "shutil",
    "tempfile",
    "pathlib",
    "glob",
    "fnmatch",
    "subprocess",
    "socket",
    "ssl",
    "select",
    "selectors",
    "socketserver",
    "smtplib",
    "ftplib",
    "urllib.request",
    "urllib.parse",
    "urllib.error",
    "http.client",
    "http.server",
    "threading",
    "multiprocessing",
    "multiprocessing.pool",
    "concurrent.futures",
    "queue",
    "sched",
    "asyncio",
    "typing",
    "abc",
    "dataclasses",
    "enum",
    "types",
    "inspect",
    "traceback",
    "pprint",
    "reprlib",
    "textwrap",
    "hashlib",
    "hmac",
    "base64",
    "binascii",
    "uuid",
    "secrets",
    "heapq",
    "bisect",
    "array",
    "statistics",
    "fractions",
    "decimal",
    "numbers",
    "weakref",
    "gc",
    "platform",
    "getpass",
    "argparse",
    "optparse",
    "unittest",
    "unittest.mock",
    "zipfile",
    "tarfile",
    "gzip",
    "bz2",
    "lzma",
    "zlib",
    "ctypes",
    "signal",
    "atexit",
    "pdb",
    "bdb",
    "timeit",
    "cProfile",
    "profile",
    "pstats",
    "trace",
    "tracemalloc",
    "importlib",
    "importlib.util",
    "pkgutil",
    "runpy",
    "ast",
    "dis",
    "tokenize",
    "keyword",
    "codecs",
    "locale",
    "unicodedata",
    "difflib",
    "shlex",
    "configparser",
    "sqlite3",
    "xml.etree.ElementTree",
    "html",
    "graphlib",
    "zoneinfo",
    "errno",
    "stat",
    "faulthandler",
    "resource",
    "fcntl",
    "mmap",
    "filecmp",
    "fileinput",
    "linecache",
    "webbrowser",
    "cmd",
    "code",
    "readline",
    "syslog",
]

# Modules whose constants are many and mean nothing here.
WITHOUT_CONSTANTS = frozenset(
    [
        "errno",
        "ssl",
        "socket",
        "signal",
        "select",
        "ctypes",
        "locale",
        "stat",
        "fcntl",
        "resource",
        "mmap",
        "syslog",
        "unicodedata",
        "os",
        "time",
    ]
)
KEPT_CONSTANTS = frozenset({"environ", "environb", "name", "sep", "linesep", "curdir", "pathsep", "devnull"})

# What Python cannot tell about its own functions.
PARAMETERS = {
    "builtins.next": ["iterator", "default"],
    "builtins.iter": ["object", "sentinel"],
    "builtins.getattr": ["object", "name", "default"],
    "builtins.max": ["*args", "key", "default"],
    "builtins.min": ["*args", "key", "default"],
    "builtins.vars": ["object"],
    "builtins.dir": ["object"],
    "builtins.breakpoint": ["*args", "**kwargs"],
    "builtins.dict.update": ["other", "**kwargs"],
    "builtins.dict.pop": ["key", "default"],
    "builtins.str": ["object", "encoding", "errors"],
    "builtins.int": ["x", "base"],
    "builtins.range": ["start", "stop", "step"],
    "builtins.slice": ["start", "stop", "step"],
    "builtins.zip": ["*iterables", "strict"],
    "builtins.map": ["function", "*iterables"],
    "builtins.filter": ["function", "iterable"],
    "builtins.dict": ["*args", "**kwargs"],
    "builtins.set": ["iterable"],
    "builtins.bytearray": ["source", "encoding", "errors"],
    "builtins.bytes": ["source", "encoding", "errors"],
    "builtins.bool": ["x"],
    "builtins.type": ["object", "bases", "dict", "**kwds"],
    "builtins.super": ["type", "object_or_type"],
}


def stdlib() -> Table:
    """The modules of :data:`MODULES`; a name belongs to the module that defines it, if that is one of them."""
    found: dict[int, tuple[Any, list[str]]] = {}
    fresh = iter(range(-1, -(10**9), -1))
    for name in MODULES:
        module = importlib.import_module(name)
        found.setdefault(id(module), (module, []))[1].append(name)
        listed = getattr(module, "__all__", None)
        for attribute in sorted(listed if listed is not None else dir(module)):
            value = getattr(module, attribute, None)
            if attribute.startswith("_") and attribute != "__import__":
                continue
            if isinstance(value, types.ModuleType) or (listed is None and name != "builtins" and _foreign(value, name)):
                continue
            if name in WITHOUT_CONSTANTS and not callable(value) and attribute not in KEPT_CONSTANTS:
                continue
            where = f"{name}.{attribute}"
            if has_identity(value):
                found.setdefault(id(value), (value, []))[1].append(where)
            else:
                found[next(fresh)] = (value, [where])
    table, _ = build("Python 3.11", "", found, _defined_name)
    for path, names in PARAMETERS.items():
        head, _, last = path.rpartition(".")
        row = table.entries[path] if path in table.entries else table.entries[head].members[last]
        row.parameters = names
    return table


def _foreign(value: Any, module: str) -> bool:
    owner = getattr(value, "__module__", None)
    if not isinstance(owner, str) or not callable(value):
        return False
    return owner != module and owner.lstrip("_") != module.rpartition(".")[2] and owner in MODULES


def _defined_name(value: Any, paths: list[str]) -> str:
    owner, own = getattr(value, "__module__", None), getattr(value, "__qualname__", "")
    builtin = [path for path in paths if path.startswith("builtins.")]
    if builtin:
        return f"builtins.{own}" if f"builtins.{own}" in builtin else min(builtin)
    if f"{owner}.{own}" in paths:
        return f"{owner}.{own}"
    return min(paths, key=lambda path: (path.count("."), path))
