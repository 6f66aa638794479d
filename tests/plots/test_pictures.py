"""Pictures look as they did, need no more room than they have, and show all words."""

import subprocess
import sys

import matplotlib.pyplot as plt
import pytest
from matplotlib.cbook import is_math_text
from matplotlib.testing.compare import compare_images
from matplotlib.text import Text
from pictures import BASELINE, PERSON, PICTURES, axes, cohort, followed, predicted, save

import cervmyelo as cm

every_picture = pytest.mark.parametrize("name", PICTURES)

# Releases of Matplotlib draw edges and hatches a little differently.
TOLERANCE = 8


@every_picture
def test_a_picture_looks_as_it_did(name, tmp_path):
    """Without its words, a picture is the stored one."""
    save(name, tmp_path / "drawn.png")
    expected = tmp_path / "expected.png"
    expected.write_bytes((BASELINE / f"{name}.png").read_bytes())
    fault = compare_images(expected, tmp_path / "drawn.png", TOLERANCE)
    assert fault is None, fault


def test_every_stored_picture_is_compared():
    """No stored picture is of something that is no longer drawn."""
    assert {path.stem for path in BASELINE.iterdir()} == set(PICTURES)


@every_picture
def test_nothing_is_cut_off(name):
    """A figure of its own has room for all words and for the legend."""
    ax = PICTURES[name](None)
    figure = ax.figure
    figure.canvas.draw()
    needed = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    assert needed.x0 >= -0.02
    assert needed.y0 >= -0.02
    assert needed.x1 <= width + 0.02
    assert needed.y1 <= height + 0.02


@every_picture
def test_axes_are_those_that_were_given(name):
    """A picture is drawn on the axes of the caller, and says what each axis is."""
    given = axes()
    assert PICTURES[name](given) is given
    assert not plt.get_fignums()
    assert given.get_title()
    assert given.get_xlabel()
    assert given.get_legend().get_texts()


@pytest.mark.parametrize("given", [5, "axes", None.__class__])
def test_other_things_than_axes_are_refused(given):
    """What is no axes is named by its kind."""
    with pytest.raises(cm.CervmyeloError, match="^ax: expected axes of Matplotlib"):
        cm.plots.course(followed(), ax=given)


@pytest.mark.parametrize("word", ["$x$ and $y$", r"\$ _{}$$", "_hidden"])
def test_strings_of_users_are_no_formulas(word):
    """Names and values with dollar signs are drawn letter by letter."""
    people = cohort().with_columns(group=cohort()["clinic"].replace({"a": word}))
    drawn = [cm.plots.grades(people, "mjoa_severity", by="group", ax=axes())]
    named = people.with_columns(people["mjoa_sphincter"].replace({0: None}).alias(word))
    graded = cm.assess_cohort(named, "mjoa_severity")
    graded = graded.with_columns(graded["mjoa_severity"].alias(word))
    drawn.append(
        cm.plots.transitions(
            graded, "mjoa_severity", before=word, after=word, ax=axes()
        )
    )
    outcomes = predicted().rename({"outcome": word})
    drawn.append(cm.plots.calibration(outcomes, "cook_probability", word, ax=axes()))
    drawn.append(cm.plots.discrimination(outcomes, "cook_probability", word, ax=axes()))
    for ax in drawn:
        shown = [text.get_text() for text in ax.figure.findobj(Text)]
        assert not any(is_math_text(text) for text in shown)
        # As Matplotlib draws it.
        assert any(word in text.replace(r"\$", "$") for text in shown)


def test_wrong_subjects_are_refused():
    """A person is no course, and rules without terms or grades are named."""
    with pytest.raises(cm.CervmyeloError, match="^course: expected a course"):
        cm.plots.course(cm.assess(PERSON))
    with pytest.raises(cm.CervmyeloError, match="^assessment: expected an assessment"):
        cm.plots.assessment(PERSON)
    with pytest.raises(cm.CervmyeloError, match="nurick_1972, a "):
        cm.plots.terms("nurick_1972", PERSON)
    with pytest.raises(cm.CervmyeloError, match="mjoa_total, which gives numbers"):
        cm.plots.grades(cohort(), "mjoa_total")
    with pytest.raises(cm.CervmyeloError, match="not probabilities"):
        cm.plots.calibration(predicted(), "mjoa_total", "outcome")
    with pytest.raises(cm.CervmyeloError, match="have no order"):
        cm.plots.transitions(cohort(), "ao_spine_2017", before="who", after="who")


@pytest.mark.parametrize(
    ("module", "extra", "draw"),
    [
        ("matplotlib.pyplot", "plot", PICTURES["course"]),
        ("scipy.stats", "validation", PICTURES["calibration"]),
        ("sklearn.metrics", "validation", PICTURES["discrimination"]),
    ],
)
def test_a_missing_package_is_named(module, extra, draw, monkeypatch):
    """Without a package that draws or calculates, the error says how to get it."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(cm.CervmyeloError, match=rf"cervmyelo\[{extra}\]"):
        draw(None)


def test_pictures_load_matplotlib_late():
    """Naming the module of pictures imports no library that draws."""
    code = (
        "import sys, cervmyelo as cm; cm.plots.course; print([name for name in "
        "('matplotlib', 'numpy', 'polars', 'scipy', 'sklearn') if name in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"
