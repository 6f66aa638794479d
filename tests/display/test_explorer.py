"""How rules and quantities are found by subject, source, form and columns."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo.cohort import rules_for
from cervmyelo.errors import KindError, LevelError, UnknownFieldError, UnknownNameError
from cervmyelo.registry import GROUPS


@pytest.mark.parametrize("subject", GROUPS)
def test_subjects_are_the_groups_of_the_registry(subject):
    """A subject has the rules of its group, in their order, in any case of letters."""
    expected = [rule.name for rule in GROUPS[subject]]
    assert list(cm.rules.by(subject=subject)) == expected
    assert list(cm.rules.by(subject=subject.upper())) == expected


def test_every_quantity_has_one_subject():
    """The subjects of the quantities hold each of them once."""
    found = [n for s in cm.quantities.subjects for n in cm.quantities.by(subject=s)]
    assert sorted(found) == sorted(cm.quantities)


def test_what_is_given_must_all_be_met():
    """Two conditions give what both give, in one call or one after the other."""
    both = cm.rules.by(subject="Imaging", form="formula")
    assert list(both) == list(cm.rules.by(form="formula").by(subject="Imaging"))
    assert set(both) == {*cm.rules.by(subject="Imaging")} & {
        *cm.rules.by(form="formula")
    }
    assert both
    assert list(cm.rules.by()) == list(cm.rules)


def test_a_source_is_one_that_the_answer_rests_on():
    """A rule is found by the source of its total, too, and not by other strings."""
    assert "mjoa_severity" in cm.rules.by(source="Benzel")
    assert "mjoa_severity" not in cm.rules.by(source="mJOA severity")
    assert not cm.rules.by(source="no such author")


@given(st.sets(st.sampled_from([*cm.quantities]), max_size=12))
@settings(max_examples=40)
def test_what_columns_allow_is_what_a_frame_allows(names):
    """By the names of columns the same rules are found as by a frame with them."""
    import polars as pl

    frame = pl.DataFrame({name: [None] for name in (*sorted(names), "centre")})
    applied = [rule.name for rule in rules_for(frame).applied]
    assert list(cm.rules.by(has=frame.columns)) == applied
    assert set(cm.quantities.by(has=frame.columns)) == names


def test_kinds_of_quantities():
    """The three kinds share out the quantities."""
    kinds = ("yes or no", "choice", "number")
    assert sum(len(cm.quantities.by(kind=kind)) for kind in kinds) == len(cm.quantities)
    assert cm.quantities.by(kind="yes or no")["smoker"].label


def test_reads_is_what_a_rule_reads():
    """A rule that takes a recorded total reads it."""
    assert "mjoa_severity" in cm.rules.by(reads="mjoa_total")


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"subject": "Imagings"}, UnknownNameError),
        ({"reads": "mjoa_motor_uper"}, UnknownFieldError),
        ({"has": "mjoa_total"}, KindError),
        ({"has": 3}, KindError),
        ({"source": 3}, KindError),
        ({"form": None, "subject": 3}, KindError),
    ],
)
def test_faults_are_named(asked, error):
    """A wrong argument is an error, with the nearest name where there is one."""
    with pytest.raises(error) as raised:
        cm.rules.by(**asked)
    if error in {UnknownNameError, UnknownFieldError}:
        assert "Did you mean" in str(raised.value)


def test_faults_of_quantities_are_named():
    """A kind or subject that there is not is an error."""
    with pytest.raises(LevelError):
        cm.quantities.by(kind="integer")
    with pytest.raises(UnknownNameError):
        cm.quantities.by(subject="Imagings")


def test_a_selection_is_a_collection():
    """What is found is shown, searched and looked up like the whole."""
    found = cm.rules.by(subject="Imaging")
    assert repr(found) == f"<{len(found)} rules: {', '.join(list(found)[:4])}, ...>"
    assert "kang_grade" in found.search("Kang")
    with pytest.raises(UnknownNameError):
        found["mjoa_total"]
    assert found.subjects == ("Imaging",)
    assert "kang_grade" in cm.rules.at("1").by(subject="Imaging")
