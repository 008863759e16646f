"""What library calls do besides giving a value, and which libraries do nothing besides."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from . import effects
from .names import find
from .protocol import Effect

# Top-level modules whose functions and classes have no effect where no table says otherwise.
PURE_LIBRARIES = frozenset(
    [
        "__future__",
        "_collections_abc",
        "abc",
        "argparse",
        "array",
        "ast",
        "base64",
        "binascii",
        "bisect",
        "builtins",
        "calendar",
        "cmath",
        "collections",
        "colorsys",
        "contextlib",
        "contextvars",
        "copy",
        "copyreg",
        "csv",
        "dataclasses",
        "datetime",
        "decimal",
        "difflib",
        "dis",
        "enum",
        "errno",
        "fnmatch",
        "fractions",
        "functools",
        "gettext",
        "graphlib",
        "hashlib",
        "heapq",
        "hmac",
        "html",
        "importlib",
        "inspect",
        "io",
        "itertools",
        "json",
        "keyword",
        "locale",
        "marshal",
        "math",
        "numbers",
        "opcode",
        "operator",
        "optparse",
        "os",
        "pathlib",
        "pickle",
        "pkgutil",
        "platform",
        "posixpath",
        "pprint",
        "queue",
        "random",
        "re",
        "reprlib",
        "secrets",
        "sre_constants",
        "stat",
        "statistics",
        "string",
        "stringprep",
        "struct",
        "symtable",
        "sys",
        "textwrap",
        "threading",
        "time",
        "timeit",
        "token",
        "tokenize",
        "traceback",
        "types",
        "typing",
        "unicodedata",
        "unittest",
        "urllib",
        "uuid",
        "warnings",
        "weakref",
        "xml",
        "zipfile",
        "zlib",
        "zoneinfo",
        "absl",
        "attr",
        "attrs",
        "einops",
        "frozendict",
        "immutabledict",
        "jaxtyping",
        "keras",
        "mpmath",
        "networkx",
        "numexpr",
        "numpy",
        "opt_einsum",
        "packaging",
        "pandas",
        "pydantic",
        "pyparsing",
        "scipy",
        "six",
        "sklearn",
        "sonnet",
        "sympy",
        "tensorflow",
        "tensorflow_addons",
        "tensorflow_graphics",
        "tensorflow_probability",
        "tensorflow_recommenders",
        "tensorflow_text",
        "tf_keras",
        "toolz",
        "tree",
        "typeguard",
        "typing_extensions",
        "wrapt",
    ]
)


@cache
def effect(name: str) -> Effect | None:
    """What calling ``name`` (for a constant: reading it) does; ``None`` when it does nothing or nothing is known.

    A method that a class inherits has the effect of the ancestor's. Functions of NumPy with a parameter ``out``
    change that argument.
    """
    entry = find(name)
    canonical = entry.name if entry is not None else name
    found = effects.lookup(canonical)
    if entry is not None and entry.name.startswith("numpy.") and "out" in (entry.parameters or ()):
        found = replace(found or Effect(), mutates=(*(found.mutates if found else ()), "out"))
    return found


@cache
def is_pure_library(top_level: str) -> bool:
    """Calls into this top-level module have no effect where :func:`effect` gives none."""
    return top_level in PURE_LIBRARIES
