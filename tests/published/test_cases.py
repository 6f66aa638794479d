"""Every rule gives what its publication prints, at every cut-off."""

import pytest
from golden import agrees
from golden_all import CASES

from cervmyelo.registry import RULES


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{each.rule}-{n}" for n, each in enumerate(CASES)]
)
def test_published_case(case):
    """The answer is the published one; with gaps, all that the gaps leave."""
    assert agrees(RULES[case.rule], case), case.cite


def test_every_rule_has_published_cases():
    """No rule is without a case, and each has a source for every case."""
    assert {case.rule for case in CASES} == set(RULES)
    assert all(case.cite for case in CASES)
