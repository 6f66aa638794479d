"""
What the publications say, typed from them and not from the code.

A case gives some inputs of a rule and what the source then says: one answer, or
all that are left; of a number that is open, its least and its greatest as a `Span`.
Facts that a case does not name are absent, because a source that describes a patient
describes what is there; ``None`` is not recorded.
"""

import math

import attrs

ARTICLE = "Cervical myelopathy article"
BENZEL = "Benzel et al. 1991, items of the 18-point scale"
TETREAULT = "Tetreault et al. 2017, abstract: mild 15-17, moderate 12-14, severe 0-11"

# Article, Symptoms: the list, its sub-list of fine motor tasks, the paragraph on
# the lower body; When to contact a doctor; Questions, early signs.
SYMPTOMS = {
    "general": [
        "arm_weakness",
        "arm_numbness",
        "general_weakness",
        "stiffness",
        "clumsiness",
        "loss_of_balance",
        "loss_of_coordination",
        "spasticity",
        "neck_pain",
        "bowel_or_bladder_change",
        "lhermitte_sign",
    ],
    "fine motor": [
        "handwriting_difficulty",
        "buttoning_difficulty",
        "small_items_difficulty",
    ],
    "lower body": ["leg_weakness", "gait_change", "wide_based_gait"],
    "urgent": ["inability_to_move"],
    "early": ["loss_of_mobility", "reflex_change", "sensory_change", "pain_elsewhere"],
}
EVERY_SYMPTOM = [kind for kinds in SYMPTOMS.values() for kind in kinds]


@attrs.frozen
class Case:
    """One published case of a rule."""

    rule: str
    given: dict
    possible: list
    cite: str
    absent: tuple = ()
    interval: tuple | None = None

    @property
    def values(self):
        """The case with every fact that it does not name absent."""
        return {**dict.fromkeys(self.absent, False), **self.given}


@attrs.frozen
class Span:
    """The least and the greatest that an open number can be."""

    low: float
    high: float


def case(rule, given, possible, cite, absent=(), *, interval=None):  # noqa: PLR0913
    """A published case; the answer alone, a list of those left, or a span."""
    if not isinstance(possible, list | Span):
        possible = [possible]
    return Case(rule, given, possible, cite, tuple(absent), interval)


_case = case


def _items(upper, lower, sensory, sphincter):
    return {
        "mjoa_motor_upper": upper,
        "mjoa_motor_lower": lower,
        "mjoa_sensory_upper": sensory,
        "mjoa_sphincter": sphincter,
    }


FULL = (5, 7, 3, 3)
REFUSED = "refused"
# Refused for one reason and not for the other.
IMPOSSIBLE = "refused for an impossible value"
NO_ANSWER = "refused because the source gives no answer"

MJOA = [
    _case("mjoa_total", _items(*FULL), 18, BENZEL),
    _case("mjoa_total", _items(0, 0, 0, 0), 0, BENZEL),
    _case("mjoa_total", _items(3, 5, 2, 3), 13, BENZEL),
    # A missing item is worth anything from its least to its most.
    _case("mjoa_total", _items(None, 5, 2, 2), list(range(9, 15)), BENZEL),
    _case("mjoa_total", _items(4, None, 2, 2), list(range(8, 16)), BENZEL),
    _case("mjoa_total", _items(4, 5, None, 2), list(range(11, 15)), BENZEL),
    _case("mjoa_total", _items(4, 5, 2, None), list(range(11, 15)), BENZEL),
    # The ranges of the items are 0-5, 0-7, 0-3 and 0-3.
    *(
        _case(
            "mjoa_total",
            {**_items(*FULL), name: score},
            REFUSED,
            BENZEL,
        )
        for name, top in zip(_items(*FULL), FULL, strict=True)
        for score in (-1, top + 1, 0.5)
    ),
]

# The items that add up to a score, one way for each.
_ADD_UP = {
    0: (0, 0, 0, 0),
    11: (3, 4, 2, 2),
    12: (3, 5, 2, 2),
    14: (4, 5, 2, 3),
    15: (4, 6, 2, 3),
    17: (5, 6, 3, 3),
    18: FULL,
}
SEVERITY = [
    _case("mjoa_severity", _items(*_ADD_UP[total]), grade, TETREAULT)
    for total, grade in {
        0: "severe",
        11: "severe",
        12: "moderate",
        14: "moderate",
        15: "mild",
        17: "mild",
        18: "none",
    }.items()
] + [
    # 9 to 14: the everyday mistake would call this severe.
    _case("mjoa_severity", _items(None, 5, 2, 2), ["moderate", "severe"], TETREAULT),
    _case("mjoa_severity", _items(None, 0, 3, 3), "severe", TETREAULT),
]

_STAGE_FACTS = (
    "wheelchair_or_immobile",
    "mobility_limits_work",
    "gait_change",
    "wide_based_gait",
    "cord_signs",
    "nerve_root_involvement",
)


def _stage(stage, *present, unknown=()):
    given = dict.fromkeys(present, True) | dict.fromkeys(unknown)
    return _case("article_stage", given, stage, f"{ARTICLE}, Stages", _STAGE_FACTS)


STAGES = [
    # 0: no symptoms affecting root or cord.
    _stage(0),
    # 1: the root, not the cord.
    _stage(1, "nerve_root_involvement"),
    # 2: signs of the cord, gait unaffected.
    _stage(2, "cord_signs"),
    _stage(2, "cord_signs", "nerve_root_involvement"),
    # The article's limits on work come with changed mobility, not by themselves.
    _stage(2, "cord_signs", "mobility_limits_work"),
    _stage(0, "mobility_limits_work"),
    # 3: the gait starts to be affected, daily tasks or work are possible.
    _stage(3, "gait_change"),
    _stage(3, "wide_based_gait"),
    _stage(3, "gait_change", "cord_signs"),
    _stage(3, "gait_change", "cord_signs", "nerve_root_involvement"),
    # 4: changed mobility decreases the ability to work or do daily tasks.
    _stage(4, "gait_change", "mobility_limits_work"),
    _stage(4, "wide_based_gait", "mobility_limits_work", "cord_signs"),
    # 5: a wheelchair, or unable to stand or move around alone.
    _stage(5, "wheelchair_or_immobile"),
    _stage(5, *_STAGE_FACTS),
    # What is not recorded leaves the stages it can still lead to.
    _stage([0, 1, 2, 3, 4, 5], unknown=_STAGE_FACTS),
    _stage([3, 4], "gait_change", unknown=("mobility_limits_work",)),
    _stage([2, 4], "cord_signs", "mobility_limits_work", unknown=("gait_change",)),
    _stage([0, 1], unknown=("nerve_root_involvement",)),
    _stage(5, "wheelchair_or_immobile", unknown=("gait_change", "cord_signs")),
]

_WHEN = f"{ARTICLE}, When to contact a doctor"
_EFFECTS = (
    "daily_tasks_affected",
    "quality_of_life_affected",
    "mobility_limits_work",
    "wheelchair_or_immobile",
)


def _urgency(urgency, given):
    return _case("article_urgency", given, urgency, _WHEN, (*EVERY_SYMPTOM, *_EFFECTS))


URGENCIES = [
    _urgency("none", {}),
    *(_urgency("prompt", {effect: True}) for effect in _EFFECTS),
]
for _kind in EVERY_SYMPTOM:
    _onset, _severity = f"{_kind}_onset", f"{_kind}_severity"
    URGENCIES += [
        _urgency("prompt", {_kind: True, _onset: "gradual", _severity: "mild"}),
        _urgency("prompt", {_kind: True, _onset: "gradual", _severity: "moderate"}),
        _urgency("emergency", {_kind: True, _onset: "sudden", _severity: "mild"}),
        _urgency("emergency", {_kind: True, _onset: "gradual", _severity: "severe"}),
        _urgency(["prompt", "emergency"], {_kind: True}),
        _urgency(["none", "prompt", "emergency"], {_kind: None}),
        # Not known whether it is there, but if so, it is alarming.
        _urgency(["none", "emergency"], {_kind: None, _onset: "sudden"}),
    ]

_RISK = f"{ARTICLE}, Risk factors"
_RISK_FACTS = ("congenital_narrow_canal", "rheumatoid_arthritis", "asian_descent")


def _risk(count, given):
    base = {"age_years": 30, "opll": "absent"}
    return _case("article_risk_factors", base | given, count, _RISK, _RISK_FACTS)


RISKS = [
    _risk(0, {}),
    # Over the age of 55.
    _risk(0, {"age_years": 55}),
    _risk(1, {"age_years": 56}),
    _risk([0, 1], {"age_years": None}),
    # Born with a narrower canal.
    _risk(1, {"congenital_narrow_canal": True}),
    # Asian descent, by way of the hardened ligament; imaging decides.
    _risk(1, {"opll": "present"}),
    _risk(1, {"opll": "present", "asian_descent": True}),
    _risk(0, {"opll": "absent", "asian_descent": True}),
    _risk(1, {"opll": "not_imaged", "asian_descent": True}),
    _risk(0, {"opll": "not_imaged", "asian_descent": False}),
    _risk([0, 1], {"opll": None, "asian_descent": True}),
    # Rheumatoid arthritis.
    _risk(1, {"rheumatoid_arthritis": True}),
    _risk(
        4,
        {
            "age_years": 80,
            "opll": "present",
            "congenital_narrow_canal": True,
            "rheumatoid_arthritis": True,
        },
    ),
    _risk(REFUSED, {"age_years": -1}),
    _risk(REFUSED, {"age_years": 121}),
    _risk(0, {"age_years": 0}),
    _risk(1, {"age_years": 120}),
    _risk(REFUSED, {"age_years": 55.5}),
]

_OUTLOOK = f"{ARTICLE}, Outlook"


def _outlook(count, given):
    base = {
        "symptom_duration_months": 6,
        "neck_mobility": "normal",
        "sex_at_birth": "male",
    }
    return _case("article_outlook_factors", base | given, count, _OUTLOOK)


OUTLOOKS = [
    _outlook(0, {}),
    # Symptoms for more than 18 months.
    _outlook(0, {"symptom_duration_months": 18}),
    _outlook(1, {"symptom_duration_months": 18.01}),
    _outlook([0, 1], {"symptom_duration_months": None}),
    # Decreased range of motion, as the article says.
    _outlook(1, {"neck_mobility": "decreased"}),
    _outlook(0, {"neck_mobility": "increased"}),
    # Female at birth.
    _outlook(1, {"sex_at_birth": "female"}),
    _outlook([0, 1], {"sex_at_birth": None}),
    _outlook(
        3,
        {
            "symptom_duration_months": 19,
            "neck_mobility": "decreased",
            "sex_at_birth": "female",
        },
    ),
    _outlook(0, {"symptom_duration_months": 0}),
    _outlook(1, {"symptom_duration_months": 1440}),
    _outlook(REFUSED, {"symptom_duration_months": -1}),
    _outlook(REFUSED, {"symptom_duration_months": 1441}),
]

# Article, Questions: loss of mobility; changes in reflexes and senses; weakness;
# lack of coordination; pain.
EARLY_SIGNS = {
    "loss_of_mobility": ["loss_of_mobility"],
    "reflexes_and_senses": ["reflex_change", "sensory_change", "arm_numbness"],
    "weakness": ["arm_weakness", "general_weakness", "leg_weakness"],
    "lack_of_coordination": ["loss_of_coordination", "clumsiness"],
    "pain": ["neck_pain", "pain_elsewhere"],
}
_EARLY = f"{ARTICLE}, Questions, early signs"
_EARLY_KINDS = tuple(kind for kinds in EARLY_SIGNS.values() for kind in kinds)
EARLY = [
    _case("article_early_signs", {}, 0, _EARLY, _EARLY_KINDS),
    _case("article_early_signs", dict.fromkeys(_EARLY_KINDS, True), 5, _EARLY),
    *(
        _case("article_early_signs", {kind: True}, 1, _EARLY, _EARLY_KINDS)
        for kind in _EARLY_KINDS
    ),
    # Two of one sign count once.
    *(
        _case(
            "article_early_signs", dict.fromkeys(kinds, True), 1, _EARLY, _EARLY_KINDS
        )
        for kinds in EARLY_SIGNS.values()
    ),
]

# Article, Causes; and Questions, where wear and tear is described.
DEGENERATIVE = [
    "disc_degeneration",
    "herniated_disc",
    "bone_spurs",
    "overgrown_ligaments",
    "spondylosis",
]
OTHER_CAUSES = [
    "neck_injury",
    "spinal_infection",
    "spinal_cancer",
    "rheumatoid_arthritis",
    "other_arthritis",
]
_CAUSE = f"{ARTICLE}, Causes and Questions"
_CAUSES = (*DEGENERATIVE, *OTHER_CAUSES)
CAUSES = [
    _case("article_cause", {}, "none_listed", _CAUSE, _CAUSES),
    *(
        _case("article_cause", {name: True}, "degenerative", _CAUSE, _CAUSES)
        for name in DEGENERATIVE
    ),
    *(
        _case("article_cause", {name: True}, "other", _CAUSE, _CAUSES)
        for name in OTHER_CAUSES
    ),
    _case(
        "article_cause",
        {"spondylosis": True, "spinal_cancer": True},
        "degenerative",
        _CAUSE,
        _CAUSES,
    ),
    _case(
        "article_cause",
        {"spondylosis": None, "spinal_cancer": True},
        ["other", "degenerative"],
        _CAUSE,
        _CAUSES,
    ),
]

# Article, Diagnosis: history; gait, reflexes, grip, pain; MRI or X-ray.
STEPS = [
    "history_taken",
    "gait_examined",
    "reflexes_examined",
    "grip_examined",
    "pain_assessed",
    "mri_done",
    "xray_done",
]
_STEP = f"{ARTICLE}, Diagnosis"
WORKUPS = [
    _case("article_workup", {}, 0, _STEP, STEPS),
    _case("article_workup", dict.fromkeys(STEPS, True), 7, _STEP),
    *(_case("article_workup", {step: True}, 1, _STEP, STEPS) for step in STEPS),
    *(_case("article_workup", {step: None}, [0, 1], _STEP, STEPS) for step in STEPS),
]

CASES = [
    *MJOA,
    *SEVERITY,
    *STAGES,
    *URGENCIES,
    *RISKS,
    *OUTLOOKS,
    *EARLY,
    *CAUSES,
    *WORKUPS,
]

# Every figure that stands beside a rule: (value, unit, low, high, source).
FIGURES = {
    # The article, on rheumatoid arthritis.
    (2.5, "%", None, None, "article"),
    (14, "years", None, None, "article"),
    # Zhang and Pope 2015: prevalence in RA 5 % (3-9).
    (5, "%", 3, 9, "zhang2015"),
    # Review of 2011: Japan 1.9-4.3 %, white North Americans 0.12 %.
    (1.9, "%", None, None, "opll_review2011"),
    (4.3, "%", None, None, "opll_review2011"),
    (0.12, "%", None, None, "opll_review2011"),
    # Barnes and Saunders 1984: 45 patients.
    (45, "people", None, None, "barnes1984"),
    # The article, on ACDF; Yee 2020; a registry of 525 operations.
    (3, "%", None, None, "article"),
    (1.3, "%", None, None, "yee2020"),
    (2, "%", None, None, "anterior_registry"),
    (8, "%", None, None, "anterior_registry"),
}


def agrees(rule, case):
    """Whether a rule says of a case what the source says."""
    found = rule(case.values)
    if found.status == "refused":
        fields = [problem.field for problem in found.problems]
        return case.possible in ([REFUSED], [IMPOSSIBLE if any(fields) else NO_ANSWER])
    if case.interval is not None and not _same(found.interval, case.interval):
        return False
    if isinstance(case.possible, Span):
        return _same((found.low, found.high), (case.possible.low, case.possible.high))
    if found.possible is None or case.possible[0] in (REFUSED, IMPOSSIBLE, NO_ANSWER):
        return False
    said = [getattr(each, "code", each) for each in found.possible]
    return _same(said, case.possible)


def _same(one, other):
    if one is None or len(one) != len(other):
        return False
    return all(
        math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-15)
        if isinstance(a, float)
        else a == b
        for a, b in zip(one, other, strict=True)
    )
