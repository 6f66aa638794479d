"""The rules as a library of CQL, from the command line."""

import json

import pytest

import cervmyelo as cm


def test_a_library_is_written(run, tmp_path):
    """The screen, a text and a Library of FHIR hold the same library."""
    text, held = tmp_path / "one.cql", tmp_path / "one.json"
    shown = run("cql", "kang_grade")
    assert (shown.status, shown.out) == (0, cm.cql.library(["kang_grade"]))
    assert run("cql", "kang_grade", "-o", text).status == 0
    assert text.read_text(encoding="utf-8") == shown.out
    assert run("cql", "kang_grade", "-o", text).status == 2
    assert run("cql", "kang_grade", "--over", "fhir", "-o", held).status == 0
    expected = cm.cql.resource(["kang_grade"], over="fhir")
    assert json.loads(held.read_text(encoding="utf-8")) == expected


def test_a_library_holds_what_a_translator_made(run, tmp_path):
    """ELM of the same library is taken, and that of another is an error."""
    made, held = tmp_path / "made.json", tmp_path / "held.json"
    elm = {"library": {"identifier": {"id": "CervmyeloFHIR", "version": "1"}}}
    made.write_text(json.dumps(elm), encoding="utf-8")
    given = ("cql", "kang_grade", "--elm", made, "-o", held)
    assert run(*given, "--over", "fhir").status == 0
    contents = json.loads(held.read_text(encoding="utf-8"))["content"]
    assert len(contents) == 2
    ran = run(*given, "--force")
    assert ran.status == 2
    assert "got another library" in ran.err


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (("-o", "rules.txt"), "is a .cql file"),
        (("--elm", "made.json"), "--elm is for a Library of FHIR"),
        (("kang_grad",), "Did you mean kang_grade"),
        (("--over", "tables"), "over"),
    ],
)
def test_what_is_no_library(run, given, why):
    """A wrong file, word or name is an error that says what to give."""
    ran = run("cql", *given)
    assert (ran.status, ran.out) == (2, "")
    assert why in ran.err
