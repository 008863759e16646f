"""TensorFlow's data types by name: families, bounds, what converts to what."""

from __future__ import annotations

FLOATS = frozenset({"float16", "bfloat16", "float32", "float64", "float8_e5m2", "float8_e4m3fn"})
COMPLEX = frozenset({"complex64", "complex128"})
SIGNED = frozenset({"int4", "int8", "int16", "int32", "int64"})
UNSIGNED = frozenset({"uint4", "uint8", "uint16", "uint32", "uint64"})
INTEGERS = SIGNED | UNSIGNED
QUANTIZED = frozenset({"qint8", "qint16", "qint32", "quint8", "quint16"})
NUMBERS = FLOATS | COMPLEX | INTEGERS
OTHER = frozenset({"bool", "string", "resource", "variant"})
ALL = NUMBERS | OTHER | QUANTIZED

# Spellings of NumPy and Python that TensorFlow takes for a data type.
ALIASES = {
    "float": "float32",
    "int": "int32",
    "bool": "bool",
    "bool_": "bool",
    "str": "string",
    "str_": "string",
    "bytes": "string",
    "bytes_": "string",
    "object": "string",
    "object_": "string",
    "complex": "complex128",
    "half": "float16",
    "single": "float32",
    "double": "float64",
    "intc": "int32",
    "int_": "int64",
    "intp": "int64",
    "longlong": "int64",
    "uint": "uint64",
    "ubyte": "uint8",
    "byte": "int8",
    "short": "int16",
    "csingle": "complex64",
    "cdouble": "complex128",
}

REAL_OF_COMPLEX = {"complex64": "float32", "complex128": "float64"}
COMPLEX_OF_REAL = {"float32": "complex64", "float64": "complex128"}


def canonical(name: str) -> str | None:
    """TensorFlow's name of the data type ``name`` as users write it, ``None`` if it is none."""
    found = ALIASES.get(name, name)
    return found if found in ALL else None


def takes_python(target: str, source: str) -> bool:
    """A Python value of the default type ``source`` converts to ``target``.

    Observed: ints go to every number, floats to floats and complex, complex to complex alone, bools to
    every number (as NumPy has it; ``uint8`` differs between eager and graph and is let through).
    """
    if target == source:
        return True
    if source in INTEGERS or source == "bool":
        return target in NUMBERS or target in QUANTIZED
    if source in FLOATS:
        return target in FLOATS or target in COMPLEX
    if source in COMPLEX:
        return target in COMPLEX
    return False


def takes_array(target: str, source: str) -> bool:
    """An ndarray of ``source`` converts to ``target``: all but numbers to strings, as NumPy parses numbers in text."""
    return target != "string" or source == "string"


def divided(name: str) -> str | None:
    """The type of ``x / y`` for operands of type ``name``; ``None`` where TensorFlow raises."""
    if name in FLOATS or name in COMPLEX:
        return name
    if name in ("int8", "uint8", "int16", "uint16"):
        return "float32"
    if name in ("int32", "int64", "uint32", "uint64"):
        return "float64"
    return None
