"""Crosswalks lose what they say they lose, and where there is none it is said why."""

import itertools

import pytest

import cervmyelo as cm
from cervmyelo.errors import RefusedError, ScaleMismatchError, UnknownFieldError
from cervmyelo.forms import Crosswalk
from cervmyelo.instruments.crosswalks import CROSSWALKS, INSTRUMENTS

SCALES = {
    name: cm.rules[name].scale
    for name in ("article_stage", "nurick_1972", "nurick_0_normal")
}
NONE = "none"

# There and back, for every grade: itself alone unless the scale between loses it.
# The article merges grade 4 into its neighbours, 1972 has no grade for the normal, and
# the variant does not tell a root from nothing.
THERE_AND_BACK = {
    ("nurick_1972", "article_stage"): {
        0: {0},
        1: {1},
        2: {2},
        3: {3, 4},
        4: {3, 4, 5},
        5: {4, 5},
    },
    ("article_stage", "nurick_1972"): {
        0: {NONE},
        1: {1},
        2: {2},
        3: {3},
        4: {4, 5},
        5: {4, 5},
    },
    ("nurick_1972", "nurick_0_normal"): {
        0: {0, NONE},
        1: {1},
        2: {2},
        3: {3},
        4: {4},
        5: {5},
    },
    ("nurick_0_normal", "nurick_1972"): {
        0: {0, NONE},
        1: {1},
        2: {2},
        3: {3},
        4: {4},
        5: {5},
    },
    ("article_stage", "nurick_0_normal"): {
        0: {0, 1},
        1: {0, 1},
        2: {2},
        3: {3},
        4: {4, 5},
        5: {4, 5},
    },
    ("nurick_0_normal", "article_stage"): {
        0: {0},
        1: {1},
        2: {2},
        3: {3, 4},
        4: {3, 4, 5},
        5: {4, 5},
    },
}
# What each loses, by a word of what it says: a help in walking, the normal, a root.
LOSES = {
    ("nurick_1972", "article_stage"): "help",
    ("article_stage", "nurick_1972"): "no symptoms",
    ("nurick_1972", "nurick_0_normal"): "root",
    ("nurick_0_normal", "nurick_1972"): "normal",
    ("article_stage", "nurick_0_normal"): "root",
    ("nurick_0_normal", "article_stage"): "help",
}
every_pair = pytest.mark.parametrize("pair", THERE_AND_BACK, ids=" to ".join)


def leads(pair, code):
    """Where a grade leads: its codes, and whether it perhaps leads nowhere."""
    rule = cm.crosswalk(*pair)
    found = rule({rule.of.name: code})
    codes = {grade.code for grade in found.possible}
    sure = found.status == "ok" or len(codes) > 1
    return codes if sure else codes | {NONE}


@every_pair
def test_there_and_back_loses_what_is_lost(pair):
    """Every grade comes back as itself and as what the other scale cannot tell."""
    back = pair[::-1]
    for code, expected in THERE_AND_BACK[pair].items():
        found = {NONE} & leads(pair, code)
        for there in leads(pair, code) - {NONE}:
            found |= leads(back, there)
        assert found == expected


@every_pair
def test_what_comes_back_otherwise_is_declared_lost(pair):
    """Where a grade does not come back alone, the crosswalk says what was lost."""
    assert any(back != {code} for code, back in THERE_AND_BACK[pair].items())
    assert LOSES[pair] in cm.crosswalk(*pair).lost


@every_pair
def test_by_way_of_a_third_scale_nothing_new_is_claimed(pair):
    """The way through a third scale never excludes what the direct way allows."""
    (third,) = set(SCALES) - set(pair)
    for code in range(6):
        found = {NONE} & leads((pair[0], third), code)
        for between in leads((pair[0], third), code) - {NONE}:
            found |= leads((third, pair[1]), between)
        assert leads(pair, code) <= found or NONE in found


@every_pair
def test_a_grade_by_the_findings_is_among_those_of_the_crosswalk(pair):
    """Whoever both scales grade from the findings has one of the grades it allows."""
    source, target = (cm.rules[name] for name in pair)
    rule = cm.crosswalk(*pair)
    for one, other in grades_of_people(source, target):
        found = rule({rule.of.name: one.code})
        if other is None:
            assert found.value is None
        else:
            assert other in found.possible


def grades_of_people(source, target):
    """The grades of everyone with a consistent record by both scales."""
    walking = (
        {},
        {"gait_difficulty"},
        {"gait_difficulty", "gait_prevents_work"},
        {"gait_difficulty", "gait_prevents_work", "walks_only_with_help"},
        {"gait_difficulty", "gait_prevents_work", "chair_or_bed_bound"},
    )
    for gait, cord, root in itertools.product(walking, (False, True), (False, True)):
        if gait and not cord:
            continue
        held = {
            **dict.fromkeys(gait, True),
            "cord_signs": cord,
            "nerve_root_involvement": root,
            "gait_change": bool(gait),
            "mobility_limits_work": "gait_prevents_work" in gait,
        }
        helped = "walks_only_with_help" in gait
        for alone in (False, True) if helped else (False,):
            held["wheelchair_or_immobile"] = alone or "chair_or_bed_bound" in gait
            facts = {each.name: False for each in (*source.inputs, *target.inputs)}
            one, other = (rule(facts | held) for rule in (source, target))
            if one.value is not None:
                yield one.value, other.value


def test_every_crosswalk_is_a_rule_and_can_be_asked_for():
    """The crosswalks by pair are those of the registry, each from scale to scale."""
    rules = [rule for rule in cm.rules.values() if isinstance(rule, Crosswalk)]
    assert set(CROSSWALKS.values()) == set(rules)
    assert set(CROSSWALKS) == set(THERE_AND_BACK)
    for (source, target), rule in CROSSWALKS.items():
        assert cm.crosswalk(source, target) is rule
        assert rule.scale == SCALES[target]
        assert tuple(rule.of.values) == SCALES[source].codes


def test_a_grade_that_may_have_no_counterpart_stays_undecided():
    """The variant's 0 is 0 of 1972 or none; that none was recorded changes nothing."""
    found = cm.crosswalk("nurick_0_normal", "nurick_1972")({"nurick_0_normal": 0})
    assert (found.status, found.value, found.missing) == ("undecided", None, ())
    assert [grade.code for grade in found.possible] == [0]
    assert "possibly no answer" in str(found)
    assert (
        cm.crosswalk("nurick_0_normal", "nurick_1972")(
            {"nurick_0_normal": 1}
        ).value.code
        == 1
    )
    normal = cm.crosswalk("article_stage", "nurick_1972")({"article_stage": 0})
    assert (normal.status, normal.problems[0].code) == ("refused", "no_grade")


def test_every_other_pair_is_refused_with_a_reason():
    """Between any other two scales there is no crosswalk, and it is said why."""
    told = {}
    for pair in itertools.product(INSTRUMENTS, repeat=2):
        if pair in CROSSWALKS:
            continue
        with pytest.raises(RefusedError) as refused:
            cm.crosswalk(*pair)
        (told[pair],) = refused.value.problems
        assert refused.value.code == "refused"
        assert all(name in str(refused.value) for name in pair)
    assert len(told) == len(INSTRUMENTS) ** 2 - 6
    for pair, reason in told.items():
        assert told[pair[::-1]] == reason
    for pair, source in {
        ("mjoa", "joa"): "Kato et al. 2015",
        ("mjoa", "joa1994"): "Kato et al. 2015",
        ("mjoa", "ems"): "de Dios et al. 2024",
        ("pmjoa", "ems"): "de Dios et al. 2024",
        ("mjoa", "nurick_1972"): "Revanappa and Rajshekhar 2011",
        ("mjoa", "nurick_0_normal"): "Revanappa and Rajshekhar 2011",
        ("mjoa", "pmjoa"): "Study of the patient-derived mJOA",
        ("mjoa", "mjoa_br17"): "mJOA-BR17",
        ("joa", "mjoa_br17"): "mJOA-BR17",
        ("mjoa", "mjoa_qod"): "Quality Outcomes Database",
        ("mjoa_br17", "mjoa_qod"): "Quality Outcomes Database",
        ("mjoa", "mdi"): "Study of the bands of the Myelopathy Disability Index",
    }.items():
        assert source in told[pair]
    assert "the same scale" in told["ems", "ems"]
    assert "No publication" in told["ranawat", "mjoa"]


def test_every_refusal_names_scales_that_there_are():
    """The reasons are about known scales, and none of them has a crosswalk."""
    for each in cm.literature.REFUSED_CROSSWALKS:
        assert {*each.one, *each.other} <= set(INSTRUMENTS)
        for pair in itertools.product(each.one, each.other):
            assert pair not in CROSSWALKS
        assert str(each).startswith(each.why)
        assert str(each.says.cite) in str(each)


def test_look_alikes_are_found_by_their_names():
    """A form that shares a name with another scale is a scale of its own."""
    scales = cm.literature.INSTRUMENTS
    assert list(scales.search("br17")) == ["mjoa_br17"]
    assert list(scales.search("mjoa six")) == ["mjoa_qod"]
    assert {"mjoa_br17", "mjoa_qod"} < set(scales.search("mjoa"))
    assert "mJOA-BR17" in str(cm.mjoa_total)


def test_an_unknown_scale_is_refused_with_the_nearest_name():
    """A name that is no scale is told, and the one that may be meant."""
    for pair in (("nurick1972", "article_stage"), ("article_stage", "nurick1972")):
        with pytest.raises(UnknownFieldError, match="Did you mean nurick_1972"):
            cm.crosswalk(*pair)


GRADED = (
    "article_stage",
    "nurick_1972",
    "nurick_0_normal",
    "mjoa_severity",
    "pmjoa_severity",
    "joa1994_mild",
    "ems_grade",
    "ranawat",
    "ndi_disability",
    "mdi_severity",
    "cooper_upper",
    "cooper_lower",
)


def test_grades_of_two_scales_are_never_compared():
    """Of any two scales, no grade of one equals or outranks a grade of the other."""
    for one, other in itertools.permutations(GRADED, 2):
        for a, b in itertools.product(cm.rules[one].scale, cm.rules[other].scale):
            assert a != b
            with pytest.raises(ScaleMismatchError):
                _ = a < b


def test_totals_of_two_scales_have_names_and_items_of_their_own():
    """No item of one scale counts in the total of another."""
    totals = (
        "mjoa_total",
        "pmjoa_total",
        "joa_total",
        "joa1994_total",
        "ems_total",
        "ndi_total",
    )
    for one, other in itertools.combinations(totals, 2):
        assert not set(cm.rules[one].items) & set(cm.rules[other].items)
    assert {name: cm.rules[name].outcomes[0] for name in totals} == {
        "mjoa_total": 0,
        "pmjoa_total": 0,
        "joa_total": 0,
        "joa1994_total": -2,
        "ems_total": 5,
        "ndi_total": 0,
    }


def test_a_bare_third_class_is_no_class():
    """Ranawat's III alone is refused; it takes walking to tell A from B."""
    with pytest.raises(cm.CervmyeloError):
        cm.rules["ranawat"].scale.grade("III")


def test_walking_without_signs_of_the_cord_is_not_graded():
    """A gap stays open while signs of the cord are unknown, and closes with them."""
    facts = dict.fromkeys((each.name for each in cm.rules["nurick_1972"].inputs), False)
    chair = facts | {"chair_or_bed_bound": True, "gait_difficulty": True}
    for rule in (cm.nurick_1972, cm.nurick_0_normal):
        found = rule(chair | {"cord_signs": None})
        assert (found.status, found.value) == ("undecided", None)
        assert [grade.code for grade in found.possible] == [5]
        assert found.missing == ("cord_signs",)
        assert rule(chair | {"cord_signs": True}).value.code == 5
        assert rule(chair).problems[0].code == "gait_without_cord_signs"
    assert cm.nurick_1972(facts).problems[0].code == "no_grade"


def test_gaps_of_ranawat_say_which_they_are():
    """Each combination without a class is refused for a reason of its own."""
    facts = dict.fromkeys((each.name for each in cm.rules["ranawat"].inputs), False)
    for held, code in (
        ({"objective_weakness"}, "weakness_without_signs"),
        ({"hyperreflexia", "neck_pain"}, "part_of_a_class"),
        (set(), "no_class"),
    ):
        found = cm.ranawat(facts | dict.fromkeys(held, True))
        assert (found.status, found.problems[0].code) == ("refused", code)


def test_what_is_left_out_says_why():
    """Everything that is lacking has a name of its own, a label and a reason."""
    names = [each.name for each in cm.literature.NOT_INCLUDED]
    assert len(set(names)) == len(names)
    assert not set(names) & set(cm.rules)
    for each in cm.literature.NOT_INCLUDED:
        assert each.label
        assert each.why.endswith(".")
        assert str(each) == f"{each.label}: {each.why}"
