"""JSON, SARIF and GitHub: what programs read."""

from __future__ import annotations

import json

import pytest

from flake8_hybridize.model.findings import SAFE, UNSAFE, Edit, Finding, Fix
from flake8_hybridize.model.places import Place
from flake8_hybridize.report import findings_json, github, sarif

FINDING = Finding(
    "HYB301",
    Place("pkg/a, b:ü.py", 50, 5, 50, 10),
    "print() runs 100 % of\nall traces",
    "Trainer.step",
    Fix(SAFE, "Use tf.print", (Edit((50, 5), (50, 10), "tf.print"),)),
    ((Place("pkg/c.py", 1, 1, 2, 3), "traced from here"),),
)
BARE = Finding("HYB401", Place("a.py", 1, 1, 3, 2), "no", "")
RULES = [sarif.RuleText("HYB301", "print-in-graph", "print in a graph", "# page", True)]


def test_json_is_what_the_contract_says() -> None:
    assert json.loads(findings_json.render([FINDING, BARE])) == {
        "version": 1,
        "findings": [
            {
                "file": "pkg/a, b:ü.py",
                "line": 50,
                "column": 5,
                "end_line": 50,
                "end_column": 10,
                "code": "HYB301",
                "message": "print() runs 100 % of\nall traces",
                "function": "Trainer.step",
                "fix": {
                    "applicability": "safe",
                    "message": "Use tf.print",
                    "edits": [{"start": [50, 5], "end": [50, 10], "text": "tf.print"}],
                },
            },
            {
                "file": "a.py",
                "line": 1,
                "column": 1,
                "end_line": 3,
                "end_column": 2,
                "code": "HYB401",
                "message": "no",
                "function": "",
                "fix": None,
            },
        ],
    }


def test_github_escapes_what_it_must() -> None:
    assert github.render([FINDING, BARE]) == (
        "::warning title=HYB301,file=pkg/a%2C b%3Aü.py,line=50,col=5,endLine=50,endColumn=10::"
        "pkg/a, b:ü.py:50:5: HYB301 print() runs 100 %25 of%0Aall traces\n"
        "::warning title=HYB401,file=a.py,line=1,col=1,endLine=3::a.py:1:1: HYB401 no\n"
    )


def test_sarif_has_the_shape_of_the_standard() -> None:
    log = json.loads(sarif.render([FINDING, BARE], RULES, "1.2.3"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"] == "flake8-hybridize"
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == "HYB301"
    assert rule["name"] == "PrintInGraph"
    assert rule["help"]["markdown"] == "# page"
    first, second = run["results"]
    assert first["ruleId"] == "HYB301"
    assert first["ruleIndex"] == 0
    assert first["level"] == "warning"
    location = first["locations"][0]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "pkg/a%2C%20b%3A%C3%BC.py"}
    assert location["physicalLocation"]["region"] == {"startLine": 50, "startColumn": 5, "endLine": 50, "endColumn": 10}
    assert location["logicalLocations"] == [{"fullyQualifiedName": "Trainer.step", "kind": "function"}]
    assert first["relatedLocations"][0]["message"] == {"text": "traced from here"}
    (change,) = first["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "tf.print"}
    assert second["level"] == "error"
    assert "fixes" not in second
    assert "ruleIndex" not in second


def test_sarif_offers_safe_fixes_alone() -> None:
    unsafe = Finding("HYB301", FINDING.place, "m", "f", Fix(UNSAFE, "Use", (Edit((1, 1), (1, 1), "x"),)))
    assert "fixes" not in sarif.document([unsafe], RULES, "1")["runs"][0]["results"][0]


def test_sarif_fingerprints_outlive_moved_lines_and_differ() -> None:
    def prints(*places: int) -> list[str]:
        found = [Finding("HYB301", Place("a.py", n, 1, n, 2), f"at a.py:{n}", "f") for n in places]
        results = sarif.document(found, RULES, "1")["runs"][0]["results"]
        return [result["partialFingerprints"]["hybridize/v1"] for result in results]

    assert prints(1, 5) == prints(3, 9)
    assert len(set(prints(1, 5))) == 2


def test_sarif_by_a_schema() -> None:
    """By the parts of the standard's schema that this document uses, written down from its text."""
    jsonschema = pytest.importorskip("jsonschema")
    text = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
    region = {
        "type": "object",
        "additionalProperties": False,
        "required": ["startLine"],
        "properties": {
            name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn", "endLine", "endColumn")
        },
    }
    artifact = {
        "type": "object",
        "additionalProperties": False,
        "properties": {"uri": {"type": "string", "format": "uri-reference"}},
    }
    location = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "id": {"type": "integer", "minimum": -1},
            "message": text,
            "logicalLocations": {"type": "array", "uniqueItems": True},
            "physicalLocation": {
                "type": "object",
                "additionalProperties": False,
                "required": ["artifactLocation"],
                "properties": {"artifactLocation": artifact, "region": region},
            },
        },
    }
    fix = {
        "type": "object",
        "required": ["artifactChanges"],
        "properties": {
            "description": text,
            "artifactChanges": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["artifactLocation", "replacements"],
                    "properties": {
                        "artifactLocation": artifact,
                        "replacements": {
                            "type": "array",
                            "minItems": 1,
                            "items": {"required": ["deletedRegion"], "properties": {"deletedRegion": region}},
                        },
                    },
                },
            },
        },
    }
    result = {
        "type": "object",
        "additionalProperties": False,
        "required": ["message"],
        "properties": {
            "ruleId": {"type": "string"},
            "ruleIndex": {"type": "integer", "minimum": -1},
            "level": {"enum": ["none", "note", "warning", "error"]},
            "message": text,
            "locations": {"type": "array", "items": location},
            "relatedLocations": {"type": "array", "uniqueItems": True, "items": location},
            "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
            "fixes": {"type": "array", "uniqueItems": True, "items": fix},
        },
    }
    schema = {
        "type": "object",
        "additionalProperties": False,
        "required": ["version", "runs"],
        "properties": {
            "$schema": {"type": "string", "format": "uri"},
            "version": {"enum": ["2.1.0"]},
            "runs": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["tool"],
                    "properties": {
                        "tool": {"type": "object", "required": ["driver"]},
                        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                        "results": {"type": "array", "items": result},
                    },
                },
            },
        },
    }
    jsonschema.Draft7Validator(schema).validate(sarif.document([FINDING, BARE], RULES, "1.2.3"))
