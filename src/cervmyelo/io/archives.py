"""
Archives: stored assessments read from JSON.

Reading is strict about the shape of a record and looks up no rule.
`cervmyelo.io.comparison` compares what is read with rules of today.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, cast

from cervmyelo.errors import (
    CervmyeloError,
    DocumentError,
    FieldError,
    LevelError,
    kind_of,
)
from cervmyelo.findings import Problem
from cervmyelo.json_text import Object, parse

from .provenance import PROVENANCE, provenance
from .stored_assessments import CONFLICTS, NOTHING_RECORDED, StoredAssessment

__all__ = ["NOT_READ", "archive", "document_of", "stored"]

NOT_READ: Final = "not_an_assessment"
"""The code of the problem of a record that cannot be read."""

_LONGEST: Final = 16 * 2**20
"""The length limit of one stored assessment, 100 times that of all of today's rules."""

_REQUIRED: Final = (PROVENANCE, "patient", "findings")
_FLAGGED: Final = ("number", "ref", "problems", "findings", NOTHING_RECORDED)


def stored(document: str | bytes | Mapping[str, object]) -> StoredAssessment:
    """
    A stored assessment as it was answered then, whatever rules came since.

    Nothing is calculated again: answers, reasons, sources and editions are those that
    were stored, and a rule that this version does not have is kept as it is.

    >>> import cervmyelo as cm
    >>> from cervmyelo.io import assessment_to_dict, to_json
    >>> items = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3)
    >>> text = to_json(assessment_to_dict(cm.assess(cm.Patient(mjoa=items))))
    >>> kept = cm.records.stored(text)
    >>> kept["mjoa_severity"].value, kept["mjoa_severity"].rule.edition
    ('moderate', '1')
    >>> kept.patient["mjoa_sphincter"], to_json(kept.to_dict()) == text
    (3, True)

    Args:
        document: The JSON text, or the plain data in it as `json.loads` gives it, in
            which repeated keys can no longer be seen.

    Raises:
        DocumentError: If the text is not JSON or not an assessment, is too long, or has
            a key twice.

        FieldError: If a part of it is invalid; the error names its path and the kind of
            value, never the value.
    """
    if isinstance(document, str | bytes) and len(document) > _LONGEST:
        raise DocumentError(
            f"The text is longer than {_LONGEST} bytes, so it is not one assessment. "
            f"Use archive() for a list of them."
        )
    return _stored(parse(document) if isinstance(document, str | bytes) else document)


def archive(
    document: str | bytes, *, on_error: Literal["raise", "flag"] = "raise"
) -> tuple[StoredAssessment, ...]:
    """
    The stored assessments of a JSON text: one, or a list of them.

    ``cervmyelo assess FILE -o OUT.json`` writes such a list. A record that was flagged
    has its problems and findings, but no values.

    >>> import cervmyelo as cm
    >>> from cervmyelo.io import assessment_to_dict, to_json
    >>> people = [cm.Patient(age_years=age) for age in (61, 75)]
    >>> text = to_json([assessment_to_dict(cm.assess(each)) for each in people])
    >>> [each.patient["age_years"] for each in cm.records.archive(text)]
    [61, 75]
    >>> damaged = text.replace('"patient"', '"pat"', 1)
    >>> [each.problems for each in cm.records.archive(damaged, on_error="flag")][1]
    ()

    Args:
        document: The JSON text.

        on_error: What to do about records of a list that cannot be read. "raise" raises
            the first error. "flag" keeps them in their places, without findings, and
            with a problem of the code ``not_an_assessment``, so that none of the others
            is lost; a list of nothing else is an error.

    Raises:
        DocumentError: If the text is not JSON or holds something else than assessments.

        FieldError: If a part of one is invalid.
    """
    if not _is_option(on_error):
        raise LevelError("on_error", "another option", '"raise" or "flag"')
    parts = parse(document)
    if not isinstance(parts, list):
        return (_stored(parts),)
    read: list[StoredAssessment] = []
    errors: list[CervmyeloError] = []
    for number, each in enumerate(cast("list[object]", parts), 1):
        try:
            read.append(_stored(each, f"record {number}"))
        except CervmyeloError as error:
            errors.append(error)
            if on_error == "raise":
                raise
            read.append(_not_read(number, error))
    if errors and len(errors) == len(read):
        raise errors[0]
    return tuple(read)


def _is_option(given: object) -> bool:
    return isinstance(given, str) and given in {"raise", "flag"}


def _not_read(number: int, error: CervmyeloError) -> StoredAssessment:
    """What stands in the place of a record that cannot be read."""
    return StoredAssessment(
        version=None,
        rules=None,
        patient=None,
        findings={},
        nothing_recorded=(),
        conflicts=(),
        problems=(Problem(NOT_READ, "", str(error)),),
        number=number,
        ref=None,
    )


def document_of(value: object, place: str = "") -> Mapping[str, Any]:
    """
    The parts of a stored assessment, whose outermost shape is checked.

    Args:
        value: Plain data.

        place: Where it is in its text.

    Raises:
        DocumentError: If it is not an assessment.

        KindError: If the versions in it are invalid.
    """
    at = f"{place}: " if place else ""
    if not isinstance(value, Mapping):
        raise DocumentError(f"{at}An assessment is an object, not {kind_of(value)}.")
    document = cast("Mapping[str, object]", value)
    if {*document} - {NOTHING_RECORDED, CONFLICTS} != {*_REQUIRED}:
        raise DocumentError(
            f"{at}An assessment has the keys {', '.join(_REQUIRED[:-1])} and "
            f"{_REQUIRED[-1]}, {NOTHING_RECORDED} if it is compact, and {CONFLICTS} if "
            f"facts in it contradict each other. Read what a later version wrote "
            f"with that version."
        )
    provenance(document[PROVENANCE])
    for name in ("patient", "findings"):
        part = document[name]
        if not isinstance(part, Mapping):
            raise DocumentError(f"{at}{name} is an object, not {kind_of(part)}.")
    listed = document.get(NOTHING_RECORDED, [])
    names = cast("list[object]", listed) if isinstance(listed, list | tuple) else [None]
    if not all(isinstance(each, str) for each in names):
        raise DocumentError(f"{at}{NOTHING_RECORDED} must be a list of names of rules.")
    # The patient is excepted: its own check names the field.
    if _repeats(
        {name: each for name, each in document.items() if name != "patient"}
    ) or (isinstance(document, Object) and document.repeated):
        raise DocumentError(
            f"{at}A key of the assessment is given twice. Keep the right one."
        )
    return document


def _repeats(value: object) -> bool:
    """Whether a key is given twice anywhere in a JSON value, however deep."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Object) and part.repeated:
            return True
        if isinstance(part, Mapping):
            waiting += cast("Mapping[str, object]", part).values()
        elif isinstance(part, list):
            waiting += cast("list[object]", part)
    return False


def _stored(value: object, place: str = "") -> StoredAssessment:
    try:
        if _was_flagged(value):
            return _flagged(cast("Mapping[str, object]", value), place)
        document = document_of(value, place)
        patient = document["patient"]
        return StoredAssessment(
            **document[PROVENANCE],
            patient=patient,
            findings=document["findings"],
            nothing_recorded=document.get(NOTHING_RECORDED),
            conflicts=document.get(CONFLICTS, ()),
            problems=(),
            number=None,
            ref=patient.get("ref"),
        )
    except FieldError as error:
        if not place:
            raise
        raise type(error)(
            f"{place}, {error.field}", error.given, error.allowed, error.fix
        ) from None


def _was_flagged(value: object) -> bool:
    return isinstance(value, Mapping) and {*cast("Mapping[str, object]", value)} == {
        *_FLAGGED
    }


def _flagged(record: Mapping[str, object], place: str) -> StoredAssessment:
    """A record of a file that was flagged, whose values were not stored."""
    if _repeats(record):
        at = f"{place}: " if place else ""
        raise DocumentError(f"{at}A key of a flagged record is given twice.")
    parts: dict[str, Any] = {
        "version": None,
        "rules": None,
        "patient": None,
        "conflicts": (),
        **record,
    }
    return StoredAssessment(**parts)
