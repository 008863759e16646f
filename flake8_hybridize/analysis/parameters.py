"""What test frameworks pass to tests: ``pytest.mark.parametrize``, ``pytest.fixture(params=…)``, absl's
``parameterized`` and TensorFlow's ``combinations``."""

from __future__ import annotations

from itertools import product

from astroid import nodes

from ..knowledge.python_.testing import CASE, DECORATOR
from ..model.values import Const, LibraryObject, Tuple, Value, atoms, library_object, union, unknown
from .iteration import elements_of
from .objects import DictValue, dict_entries
from .state import Frame

CASE_LIMIT = 16
"""Cases of one test that are run apart; of more, the parameters are joined."""
REQUEST = "pytest.FixtureRequest"
_ABSL = ("parameters", "named_parameters", "product")
Case = dict[str, Value]


def cases(frame: Frame, decorated: list[nodes.NodeNG], names: list[str]) -> list[Case]:
    """The parameters ``names`` of a test in each of its cases, as far as the decorators of ``decorated``, the function
    and its classes, give them; at least one case. What goes to a fixture is a request of pytest."""
    groups: list[list[Case]] = []
    for decorator in [d for node in decorated for d in _decorators(node)]:
        name = _last_name(decorator.func) if isinstance(decorator, nodes.Call) else ""
        if name == "parametrize" and len(decorator.args) >= 2:
            groups.append(_pytest(frame, decorator))
        elif name in _ABSL and isinstance(decorator.func, nodes.Attribute):
            groups.append(_written(frame, decorator, name, names))
        elif isinstance(decorator, nodes.Call):
            groups.append(_made(frame, decorator, names))
    groups = [_wanted(group, names) for group in groups if group]
    total = 1
    for group in groups:
        total *= len(group)
    if total > CASE_LIMIT:
        groups = [[_joined(group)] for group in groups]
    return [{name: value for case in choice for name, value in case.items()} for choice in product(*groups)]


def _decorators(node: nodes.NodeNG) -> list[nodes.NodeNG]:
    decorators = getattr(node, "decorators", None)
    return list(decorators.nodes) if decorators is not None else []


def _last_name(function: nodes.NodeNG) -> str:
    return str(getattr(function, "attrname", None) or getattr(function, "name", None) or "")


def _wanted(group: list[Case], names: list[str]) -> list[Case]:
    """Without the parameters that the test does not have, each case once."""
    kept = [{name: value for name, value in case.items() if name in names} for case in group]
    return list({tuple(case.items()): case for case in kept}.values())


def _joined(group: list[Case]) -> Case:
    names = dict.fromkeys(name for case in group for name in case)
    return {name: union(case[name] for case in group if name in case) for name in names}


def _rows(frame: Frame, node: nodes.NodeNG) -> list[Value]:
    return _elements(frame, node, frame.eval(node))


def _elements(frame: Frame, node: nodes.NodeNG, value: Value) -> list[Value]:
    known, rest = elements_of(frame, node, value, "for")
    return [*known, *((rest,) if rest is not None else ())]


def _pytest(frame: Frame, decorator: nodes.Call) -> list[Case]:
    names_node = decorator.args[0]
    if isinstance(names_node, nodes.Const) and isinstance(names_node.value, str):
        names = [n.strip() for n in names_node.value.split(",") if n.strip()]
    elif isinstance(names_node, (nodes.List, nodes.Tuple)):
        names = [n.value for n in names_node.elts if isinstance(n, nodes.Const)]
    else:
        return []
    rows = [atom for row in _rows(frame, decorator.args[1]) for atom in atoms(row)]
    if len(names) == 1:
        found = [{names[0]: row.items[0] if _is_case(row) and row.items else row} for row in rows]  # type: ignore[attr-defined]
    else:
        found = [_by_position(frame, decorator, names, row, "pytest parameter") for row in rows]
    requested = _indirect(frame, decorator, names)
    return [{name: _request(value) if name in requested else value for name, value in case.items()} for case in found]


def _is_case(row: Value) -> bool:
    return isinstance(row, Tuple) and row.type_name == CASE


def _indirect(frame: Frame, decorator: nodes.Call, names: list[str]) -> list[str]:
    """The parameters whose values go to the fixtures of the same name."""
    given = next((k.value for k in decorator.keywords if k.arg == "indirect"), None)
    if given is None:
        return []
    if isinstance(given, nodes.Const):
        return names if given.value is True else []
    chosen = [atom.value for value in _rows(frame, given) for atom in atoms(value) if isinstance(atom, Const)]
    return [name for name in names if name in chosen]


def _by_position(frame: Frame, node: nodes.NodeNG, names: list[str], row: Value, what: str) -> Case:
    known, rest = elements_of(frame, node, row, "for")
    filler = rest if rest is not None else unknown(what)
    return {name: known[i] if i < len(known) else filler for i, name in enumerate(names)}


def _grid(frame: Frame, decorator: nodes.Call) -> list[tuple[str, Value]]:
    return [(k.arg, frame.eval(k.value)) for k in decorator.keywords if k.arg is not None]


def _written(frame: Frame, decorator: nodes.Call, kind: str, names: list[str]) -> list[Case]:
    """The cases of ``@parameterized.parameters(…)`` and the like."""
    given: list[Value] = []
    starred = False
    for argument in decorator.args:
        if isinstance(argument, nodes.Starred):
            starred = True
            given.extend(_rows(frame, argument.value))
        else:
            given.append(frame.eval(argument))
    rows = given if starred else _unwrapped(frame, decorator, kind, given)
    return _absl(frame, decorator, kind, rows, _grid(frame, decorator), names)


def _made(frame: Frame, decorator: nodes.Call, names: list[str]) -> list[Case]:
    """The cases of a decorator that a function makes."""
    found: list[Case] = []
    for atom in atoms(frame.eval(decorator)):
        if not isinstance(atom, LibraryObject) or atom.cls != DECORATOR:
            continue
        kind, given, keywords = atom.get("kind"), atom.get("arguments"), atom.get("keywords")
        if isinstance(kind, Const) and isinstance(given, Tuple) and isinstance(keywords, Tuple):
            grid = list(zip(keywords.names or (), keywords.items, strict=False))
            rows = _unwrapped(frame, decorator, kind.value, list(given.items))
            found.extend(_absl(frame, decorator, kind.value, rows, grid, names))
    return found


def _unwrapped(frame: Frame, decorator: nodes.Call, kind: str, given: list[Value]) -> list[Value]:
    """The rows: a single argument that is neither tuple nor dict holds them."""
    if kind != "product" and len(given) == 1 and not isinstance(given[0], (Tuple, DictValue)):
        return _elements(frame, decorator, given[0])
    return given


def _absl(
    frame: Frame, decorator: nodes.Call, kind: str, rows: list[Value], grid: list[tuple[str, Value]], names: list[str]
) -> list[Case]:
    """Rows are tuples, dicts or single values. ``product`` takes columns, and lists of dicts."""
    if kind == "product":
        columns = [[{name: row} for row in _elements(frame, decorator, value)] for name, value in grid]
        parts = [*([_entries(frame, row) for row in _elements(frame, decorator, v)] for v in rows), *columns]
        return [{n: v for part in choice for n, v in part.items()} for choice in product(*(p for p in parts if p))]
    found: list[Case] = []
    for row in (atom for value in rows for atom in atoms(value)):
        if isinstance(row, DictValue):
            found.append(_entries(frame, row))
        elif isinstance(row, Tuple) or elements_of(frame, decorator, row, "for")[0]:
            labelled = [*(["testcase_name"] if kind == "named_parameters" else []), *names]
            found.append(_by_position(frame, decorator, labelled, row, "parameter of a test"))
        elif len(names) == 1:
            found.append({names[0]: row})
    return found


def _entries(frame: Frame, row: Value) -> Case:
    found: Case = {}
    for atom in atoms(row):
        if isinstance(atom, DictValue):
            entries, _, _ = dict_entries(frame, atom)
            found.update({k.value: v for k, v in entries if isinstance(k, Const) and isinstance(k.value, str)})
    return found


def fixture_name(node: nodes.NodeNG) -> str | None:
    """The ``name`` that ``@pytest.fixture(name=…)`` gives to a fixture."""
    keyword = _fixture_keyword(node, "name")
    return keyword.value if isinstance(keyword, nodes.Const) and isinstance(keyword.value, str) else None


def is_fixture(node: nodes.NodeNG) -> bool:
    """``node`` stands under ``@pytest.fixture``."""
    for decorator in _decorators(node):
        function = decorator.func if isinstance(decorator, nodes.Call) else decorator
        if _last_name(function) == "fixture":
            return True
    return False


def is_request(value: Value) -> bool:
    """``value`` is what a test asks of a fixture, not the parameter itself."""
    return isinstance(value, LibraryObject) and value.cls == REQUEST


def request(frame: Frame, node: nodes.NodeNG) -> Value:
    """``request`` of a fixture: its ``param`` is one of ``params``."""
    params = _fixture_keyword(node, "params")
    if params is None:
        return library_object(REQUEST)
    rows = [atom for row in _rows(frame, params) for atom in atoms(row)]
    return _request(union(row.items[0] if _is_case(row) and row.items else row for row in rows))  # type: ignore[attr-defined]


def _request(value: Value) -> Value:
    return library_object(REQUEST, (("param", value),))


def _fixture_keyword(node: nodes.NodeNG, name: str) -> nodes.NodeNG | None:
    for decorator in _decorators(node):
        if isinstance(decorator, nodes.Call) and _last_name(decorator.func) == "fixture":
            return next((k.value for k in decorator.keywords if k.arg == name), None)
    return None
