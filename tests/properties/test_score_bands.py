"""
A total of which only the word for its band was recorded is known in part.

What is possible is what all completions say whose total is in the band, by brute force;
and every frame says it too.
"""

import itertools
import random

import pytest
from frames import ENGINES, assert_laws
from rows_in_part import with_ends

import cervmyelo as cm
from cervmyelo.consistency import TOTALS
from cervmyelo.forms import Bands, Sum
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.partly import options_of
from cervmyelo.quantity import Partly, checked

BANDED = [each for each in TOTALS if each.bands is not None]
MOST = 6_000


def test_every_band_of_a_total_can_be_recorded():
    """Each rule that bands a total gives its numbers to the deductions."""
    by_grade = {each.bands.grade.name: each.bands for each in BANDED}
    for rule in cm.rules.values():
        if not (isinstance(rule, Bands) and isinstance(rule.of, Sum)):
            continue
        bands = by_grade.pop(rule.name)
        assert (bands.total, bands.grade) == (rule.of.result, rule.recorded)
        for band in rule.bands:
            assert bands[str(band.grade.code)] == (band.low, band.high)
    assert not by_grade


def drawn(total, draw):
    """What can be recorded of a total: items, some of it, and words for its band."""
    case = {each.name: draw.choice(each.values) for each in total.items}
    known = dict(draw.sample([*case.items()], len(case) - draw.randint(0, 3)))
    words = total.bands.grade.levels
    score = sum(case.values())
    own = [w for w in words if total.bands[w][0] <= score <= total.bands[w][1]]
    word = draw.choice(words) if draw.random() < 0.3 else own[0]
    if draw.random() < 0.3:
        at = draw.randrange(len(words) - 1)
        word = cm.one_of(*words[at : at + 2])
    row = {**known, total.bands.grade.name: word}
    if draw.random() < 0.3:
        low = draw.choice(total.answer.values)
        row[total.answer.name] = cm.between(low, total.answer.high)
    return row


def options(quantity, value):
    """What a value can be."""
    known = checked(quantity, value)
    return {*(quantity.values if known is None else options_of(known))}


def in_ends(row):
    """A row of a frame: what is known in part has columns for its ends."""
    for name, value in row.items():
        if isinstance(value, Partly):
            yield f"{name}_low", value.options[0]
            yield f"{name}_high", value.options[-1]
        else:
            yield name, value


@pytest.mark.parametrize("total", BANDED, ids=lambda total: total.answer.name)
def test_a_band_narrows_total_and_items(total):
    """What is left of the total are the sums of completions within the band."""
    draw = random.Random(total.answer.name)  # noqa: S311 -- always the same rows
    narrowed = refused = 0
    for _ in range(150):
        row = drawn(total, draw)
        axes = [
            (row[each.name],) if each.name in row else each.values
            for each in total.items
        ]
        sums = {sum(some) for some in itertools.islice(itertools.product(*axes), MOST)}
        if total.answer.name in row:
            sums &= options(total.answer, row[total.answer.name])
        grade = total.bands.grade
        ranges = [total.bands[word] for word in options(grade, row[grade.name])]
        inside = {e for e in sums if any(low <= e <= high for low, high in ranges)}
        found = cm.rules[total.answer.name](row)
        if cm.Case(row).conflicts:
            assert found.status == "refused"
        elif not inside:
            # A word that contradicts the rest says nothing about it.
            refused += 1
            assert cm.rules[grade.name](row).status == "refused"
            assert {*found.possible} == sums
        else:
            narrowed += inside < sums
            assert {*found.possible} == inside
    assert narrowed
    assert refused


def test_three_items_and_a_band_narrow_the_fourth():
    """The last item of a mild impairment cannot be at its full mark."""
    items = {"mjoa_motor_upper": 5, "mjoa_motor_lower": 7, "mjoa_sensory_upper": 3}
    case = cm.Case({**items, "mjoa_severity": "mild"})
    assert case.known["mjoa_sphincter"].options == (0, 1, 2)
    assert case.deductions["mjoa_sphincter"].sources[0] == "mjoa_severity"
    assert "mjoa_total" not in case.values


def test_the_guideline_takes_a_recorded_band():
    """Surgery is recommended from moderate on, whoever worked out the band."""
    person = {"age_years": 60, "myelopathy": True, "mjoa_severity": "severe"}
    worded, scored = (
        cm.ao_spine_2017(each)
        for each in (person, {**person, "mjoa_total": 8, "mjoa_severity": None})
    )
    assert worded.status == "ok"
    assert worded.value == scored.value


def test_reasons_name_the_word():
    """A total that follows from a word is not shown as recorded."""
    found = cm.mjoa_total({"mjoa_severity": "moderate"})
    shown = [
        str(each) for each in found.because if each.about is cm.quantities["mjoa_total"]
    ]
    assert shown == ["mJOA total: 12 to 14 points (follows from mJOA severity)"]


def test_no_myelopathy_beside_a_band_is_a_doubt():
    """The doubt about "no myelopathy" names the word that raises it."""
    case = cm.Case({"mjoa_severity": "severe", "myelopathy": False})
    assert [each.fields for each in case.conflicts] == [("myelopathy", "mjoa_severity")]


@pytest.mark.parametrize("total", BANDED, ids=lambda total: total.answer.name)
def test_a_frame_reads_bands_as_a_person(total):
    """Total, band and what reads them of each row are those of that person."""
    draw = random.Random(total.answer.name)  # noqa: S311 -- always the same rows
    rows = [dict(in_ends(drawn(total, draw))) for _ in range(60)]
    for row in rows:
        if draw.random() < 0.3:
            row["wheelchair_or_immobile"] = draw.random() < 0.5
        if draw.random() < 0.5:
            row["myelopathy"] = draw.random() < 0.7
    names = [total.answer.name, total.bands.grade.name]
    if total.answer.name == "mjoa_total":
        names.append("stability_without_surgery")
    quantities = [*total.quantities]
    beside = ("wheelchair_or_immobile", "myelopathy", "horizon_years")
    quantities += [QUANTITIES[each] for each in beside]
    rules = [cm.rules[name] for name in names]
    assert_laws(rules, rows, ENGINES.values(), with_ends(quantities))
