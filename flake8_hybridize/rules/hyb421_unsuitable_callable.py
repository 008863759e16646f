"""# HYB421: unsuitable-callable

## What it does
Finds `tf.function` on generators, coroutines and special methods such as `__init__`, `__bool__`, `__eq__`; above
`staticmethod`, `classmethod` or `property`; above `functools.lru_cache` or `cache`; on classes, on functions of NumPy
and builtins such as `max`; and calls of compiled methods of an object that nothing keeps, as in `Model().step(x)`.

## Why is this bad
A generator or coroutine is no value of a graph (`TypeError`); `__init__` leaks symbolic tensors into the object;
`__bool__` and `__str__` must give a Python value (`TypeError`), and `__eq__` and `__hash__` are used by TensorFlow
itself to find the trace, so that the call never ends; a `property` or `classmethod` object cannot be called, and a
`staticmethod` object cannot be referred to weakly (`TypeError`); a cache needs hashable arguments, which tensors are
not (`TypeError`). A class gives an object, which is no tensor; NumPy refuses tensors of a graph. A compiled method
refers to its object weakly: if only the call holds it, `self` is `None` inside (`AttributeError`).

## Example
```python
class Model(tf.Module):
    @tf.function
    @staticmethod
    def double(x):
        return x * 2.0
```

## Use instead
```python
class Model(tf.Module):
    @staticmethod
    @tf.function
    def double(x):
        return x * 2.0
```

## Known limits
`__call__`, operators and `__len__` can be compiled. Functions that are compiled by a call, `tf.function(f)`, are
looked at too.

## Fix safety
The fix moves `tf.function` below `staticmethod`, `classmethod` and `property`, and removes it from special methods. It
is unsafe, as the function then runs. Coroutines, generators, classes and cached functions have no fix.

## References
- [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)
- [Better performance with tf.function: limitations](https://www.tensorflow.org/guide/function#limitations)

## How to silence
`# noqa: HYB421` on the line of the `def`, or `ignore = HYB421` in the configuration.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..model.facts import FunctionFacts, Hazard, ProgramFacts
from ..model.findings import Finding, Fix
from ..model.places import Place
from ..model.source import Sources
from .repairs.compiling import swapped, without_decorator
from .rule import Rule
from .select import hazards
from .syntax import Syntax, parse
from .traced import Words

_SPECIAL = frozenset(
    [
        "__init__",
        "__new__",
        "__bool__",
        "__str__",
        "__repr__",
        "__format__",
        "__hash__",
        "__eq__",
        "__ne__",
        "__del__",
        "__iter__",
        "__next__",
    ]
)
_BELOW = frozenset({"staticmethod", "classmethod", "property", "cached_property"})
_SWAPPED = frozenset({"staticmethod", "classmethod", "property"})
_CACHES = frozenset({"lru_cache", "cache"})


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each function that cannot be compiled and is."""
    for function in facts.functions:
        for hazard in function.hazards if function.hybrid is not None else ():
            if hazard.kind == "method-on-temporary" and hazard.detail("used"):
                words = _words(hazard)
                message = f"{function.name}() {words.what}: {words.why}; {words.remedy}"
                yield Finding(RULE.code, hazard.place, message, function.name)
    for name, hazard in hazards(facts, ("tf-function-on-class", "tf-function-on-builtin")):
        words = _words(hazard)
        subject = f"{name}()" if name else "this code"
        yield Finding(RULE.code, hazard.place, f"{subject} {words.what}: {words.why}; {words.remedy}", name)
    for function in facts.functions:
        source = sources.get(function.file) if _compiled_at(function) is not None else None
        syntax = None if source is None else parse(source)
        reason = "" if syntax is None else _reason(function, syntax)
        if reason:
            fix = _repaired(function, sources)
            yield Finding(RULE.code, function.keyword, f"{function.name}() {reason}", function.name, fix)


def _words(hazard: Hazard) -> Words:
    if hazard.kind == "method-on-temporary":
        return Words(
            f"is called on an object that nothing keeps ({hazard.subject})",
            "a compiled method holds its object weakly and finds None",
            "keep the object in a variable",
        )
    if hazard.kind == "tf-function-on-class":
        return Words(
            f"applies tf.function to the class {hazard.subject}",
            "the call returns an object, which raises a TypeError",
            "compile its methods",
        )
    if hazard.kind == "tf-function-on-builtin":
        why = "it refuses tensors of a graph" if hazard.detail("library") == "NumPy" else "it has no signature"
        return Words(f"applies tf.function to {hazard.subject}", why + ", so this raises", "use TensorFlow's own")
    return Words("is compiled by tf.function", "that cannot work", "remove tf.function")


def _repaired(function: FunctionFacts, sources: Sources) -> Fix | None:
    if function.is_method and function.name.rpartition(".")[2] in _SPECIAL:
        return without_decorator(function, sources)
    return swapped(function, sources, _SWAPPED)


def _reason(function: FunctionFacts, syntax: Syntax) -> str:
    name = function.name.rpartition(".")[2]
    if name in _SPECIAL and function.is_method:
        return f"is compiled by tf.function, but Python needs what {name}() gives as it is: remove tf.function"
    node = syntax.definition(function.keyword.line, function.keyword.column)
    if isinstance(node, ast.AsyncFunctionDef):
        return "is a coroutine, which tf.function refuses with a TypeError: compile what it awaits"
    if node is not None and _yields(node):
        return "is a generator, which tf.function refuses with a TypeError: compile what it does for one item"
    below = _below(function)
    if below in _BELOW:
        return f"has tf.function above {below}, which is not callable for it (TypeError): put it below, next to the def"
    if below in _CACHES:
        return f"is cached by {below} below tf.function, which cannot hash tensors (TypeError): remove the cache"
    return ""


def _compiled_at(function: FunctionFacts) -> Place | None:
    """Where ``tf.function`` is applied, also if what is under it keeps it from working."""
    if function.hybrid is not None:
        return function.hybrid.place
    return next((d.place for d in function.decorators if d.name == "tensorflow.function"), None)


def _below(function: FunctionFacts) -> str:
    """The last part of the name of the first decorator below ``tf.function`` that spoils it."""
    place = _compiled_at(function)
    for decorator in function.decorators:
        last = decorator.text.partition("(")[0].rpartition(".")[2]
        if place is not None and place.file == function.file and decorator.place > place and last in _BELOW | _CACHES:
            return last
    return ""


def _yields(node: ast.AST) -> bool:
    """The function itself is a generator; functions inside of it do not count."""
    stack: list[ast.AST] = list(ast.iter_child_nodes(node))
    while stack:
        current = stack.pop()
        if isinstance(current, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(current, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            stack.extend(ast.iter_child_nodes(current))
    return False


RULE = Rule(
    code="HYB421",
    name="unsuitable-callable",
    summary="tf.function is applied to something that it cannot compile",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=(
        "generator-function",
        "coroutine-function",
        "tf-function-on-class",
        "tf-function-on-builtin",
        "decorated-special-method",
        "decorator-order",
        "method-on-temporary",
        "lru-cache-inside",
    ),
)
