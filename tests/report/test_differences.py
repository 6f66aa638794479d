"""Where another source would answer differently, against every possible person."""

import itertools

import pytest

import cervmyelo as cm
from cervmyelo.registry import DISAGREEMENTS
from cervmyelo.results.differences import differences
from cervmyelo.rivals import RIVALS

NO_OTHER_ANSWER = {
    "merged_stage": "compares another scale, which has a rule of its own",
    "mjoa_maximum": "other items under the same name, which are not recorded here",
    "mjoa_group_sizes": "how many people there were",
    "ra_frequency": "how common something is",
    "opll_japan_1980": "how common something is",
    "bednarik_time": "what a published time means",
    "laryngeal_palsy": "how common something is",
    "gait_coding": "the direction in which a factor was coded",
    "c5_palsy_overall": "how common something is",
    "cooper_ranges": "a grade without a description",
    "ndi_mcid": "differences without a rule",
    "lhermitte_feeling": "how a sign feels",
    "finger_escape_time": "how a sign is tested",
}
"""Disagreements that cannot change an answer, and why."""


def shown(case, *rules):
    """The disagreements that would change an answer for a person."""
    chosen = rules or tuple({each.of.name: each.of for each in RIVALS}.values())
    found = differences(case, [rule(case) for rule in chosen])
    return {each.on.name for each in found}


def test_every_disagreement_is_looked_at():
    """A disagreement has another answer, or a reason why it has none."""
    with_answer = {each.on.name for each in RIVALS}
    assert with_answer | NO_OTHER_ANSWER.keys() == DISAGREEMENTS.keys()
    assert not with_answer & NO_OTHER_ANSWER.keys()


def test_a_rival_is_the_other_side_of_a_disagreement_of_its_rule():
    """The rule names the disagreement, and the other source is one of its sides."""
    for rival in RIVALS:
        assert rival.on in rival.of.disagreements
        assert rival.says in rival.on.others
        assert cm.rules[rival.of.name] is rival.of


ITEMS = {
    "mjoa_motor_upper": range(6),
    "mjoa_motor_lower": range(8),
    "mjoa_sensory_upper": range(4),
    "mjoa_sphincter": range(4),
}


@pytest.mark.parametrize("known", [0, 1, 2, 3])
def test_the_top_of_mild_matters_exactly_where_a_full_score_is_possible(known):
    """With any items missing, it is shown if and only if 18 of 18 is still possible."""
    names = [*ITEMS][:known]
    for scores in itertools.product(*(ITEMS[name] for name in names)):
        case = dict(zip(names, scores, strict=True))
        full = all(case[name] == max(ITEMS[name]) for name in names)
        assert (shown(case, cm.mjoa_severity) == {"mjoa_mild_top"}) == full


@pytest.mark.parametrize(
    "case",
    [{"mjoa_total": 18}, {"mjoa_severity": "none"}, {"mjoa_total": cm.between(17, 18)}],
)
def test_a_recorded_total_or_grade_is_read_as_well(case):
    """What stands in place of the items is translated for the other source."""
    assert shown(case, cm.mjoa_severity) == {"mjoa_mild_top"}
    assert shown({"mjoa_severity": "mild"}, cm.mjoa_severity) == set()


def test_the_canal_matters_between_the_cut_offs():
    """Another cut-off changes exactly what lies between the two of them."""
    for tenths in range(60, 180):
        width = tenths / 10
        expected = {"canal_cutoff"} if 12 <= width <= 13 else set()
        assert shown({"canal_diameter_mm": width}, cm.canal_stenosis) == expected


def test_the_torg_pavlov_ratio_matters_from_its_cut_off_to_the_higher_one():
    """At the cut-off and up to the higher one, another source sees stenosis."""
    for canal in range(70, 100):
        case = {"xray_canal_mm": canal / 10, "xray_body_mm": 10.0}
        expected = {"torg_pavlov_cutoff"} if 80 <= canal < 85 else set()
        assert shown(case, cm.torg_pavlov) == expected


def test_one_finding_of_cook_matters():
    """The cluster is read differently with one finding and with no other number."""
    signs = [each for each in cm.cook_cluster.inputs if each.name != "age_years"]
    for present in itertools.product((True, False), repeat=len(signs)):
        for age in (40, 60):
            case = {e.name: is_ for e, is_ in zip(signs, present, strict=True)}
            count = sum(present) + (age > 45)
            expected = {"cook_ruled_out_at"} if count == 1 else set()
            assert shown({**case, "age_years": age}, cm.cook_result) == expected


def test_the_letter_of_the_article_matters_for_a_mild_inability():
    """A symptom that is neither sudden nor severe is less urgent by the letter."""
    denied = dict.fromkeys(
        (
            each.name
            for each in cm.article_urgency.inputs
            if not each.name.endswith(("_onset", "_severity"))
            and type(each).__name__ == "Fact"
        ),
        False,
    )
    for onset, severity in itertools.product(
        ("gradual", "sudden"), ("mild", "moderate", "severe")
    ):
        case = {
            **{k: v for k, v in denied.items() if k in cm.quantities},
            "inability_to_move": True,
            "inability_to_move_onset": onset,
            "inability_to_move_severity": severity,
        }
        told = "urgent_symptoms" in shown(case, cm.article_urgency)
        assert told == (onset == "gradual" and severity != "severe")


def test_a_person_without_root_or_cord_findings_has_a_grade_by_one_source():
    """Grade 0 of Nurick matters for those without findings, and for nobody else."""
    for cord, root in itertools.product((True, False), repeat=2):
        case = {
            "cord_signs": cord,
            "nerve_root_involvement": root,
            "gait_difficulty": False,
        }
        expected = set() if cord or root else {"nurick_zero", "nurick_in_circulation"}
        assert shown(case, cm.nurick_1972) == expected
    # A recorded grade does not say by which of the tables it was given.
    assert shown({"nurick_1972": 0}, cm.nurick_1972) == set()


def test_the_middle_cut_off_of_the_ndi_is_the_only_one_that_is_open():
    """The other bands of the NDI agree wherever their cut-offs were read."""
    for total in range(51):
        expected = {"ndi_bands"} if total == 25 else set()
        assert shown({"ndi_total": total}, cm.ndi_disability) == expected


def test_numbers_of_another_page_are_shown_for_its_own_times():
    """A figure of another source is shown where it has one for the time and group."""
    for total, years, there in ((16, 3, "79 %"), (12, 3, "64 %"), (16, 15, "63 %")):
        case = {"mjoa_total": total, "horizon_years": float(years)}
        (found,) = differences(case, [cm.stability_without_surgery(case)])
        assert found.there == there
    case = {"mjoa_total": 16, "horizon_years": 5.0}
    assert shown(case, cm.stability_without_surgery) == set()


def test_a_report_shows_what_matters_and_counts_the_rest():
    """What changes an answer is in its section, all else is a number and a pointer."""
    full = cm.assess({"mjoa_total": 18}).report
    (section,) = [each for each in full.sections if each.kind == "differ"]
    assert "mild by de Dios et al. 2024" in section.lines[0].text
    other = cm.assess({"mjoa_total": 13}).report
    assert not [each for each in other.sections if each.kind == "differ"]
    notes = " ".join(str(other).split())
    assert "points without changing an answer for this person" in notes
    assert "cervmyelo explain RULE" in notes


@pytest.mark.parametrize(
    "case",
    [
        {"age_years": -1, "mjoa_total": 18},
        {"mjoa_total": 18, "mjoa_sphincter": 0},
        {"mjoa_total": 18, "myelopathy": False},
    ],
)
def test_nothing_is_compared_where_the_record_is_at_fault(case):
    """An invalid value, a contradiction or another person leaves nothing to compare."""
    if cm.mjoa_severity(case).status == "refused":
        assert shown(case, cm.mjoa_severity) == set()
