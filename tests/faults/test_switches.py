"""Options that are yes or no: a word is neither, and counts as no answer."""

import importlib
import inspect

import pytest

import cervmyelo as cm
from cervmyelo.errors import KindError, LevelError

MODULES = ("", ".cohort", ".fhir", ".io", ".plots", ".tools")


def public():
    """The public functions and methods, by name."""
    for module in MODULES:
        there = importlib.import_module(f"cervmyelo{module}")
        for name in there.__all__:
            found = getattr(there, name)
            if inspect.isfunction(found):
                yield f"{module}.{name}", found
            elif inspect.isclass(found):
                for part, method in vars(found).items():
                    if inspect.isfunction(method) and not part.startswith("_"):
                        yield f"{module}.{name}.{part}", method


def switches():
    """Each function and each of its options that is yes or no; every one once."""
    seen = set()
    for name, function in public():
        for option in inspect.signature(function).parameters.values():
            if (
                option.annotation in {"bool", bool}
                and (function, option.name) not in seen
            ):
                seen.add((function, option.name))
                yield pytest.param(function, option.name, id=f"{name}-{option.name}")


@pytest.mark.parametrize(("function", "option"), [*switches()])
@pytest.mark.parametrize("word", ["no", None, 0])
def test_a_switch_is_true_or_false(function, option, word):
    """It is looked at before anything else, so that ``"no"`` overwrites no file."""
    others = [
        None
        for each in inspect.signature(function).parameters.values()
        if each.default is inspect.Parameter.empty
        and each.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    ]
    needed = {
        each.name: None
        for each in inspect.signature(function).parameters.values()
        if each.default is inspect.Parameter.empty
        and each.kind is inspect.Parameter.KEYWORD_ONLY
    }
    with pytest.raises(KindError, match=f"{option}: expected True or False"):
        function(*others, **{**needed, option: word})


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"absent": "Unknown"}, LevelError),
        ({"absent": ["error"]}, KindError),
        ({"suffix": 5}, KindError),
        ({"overwrite": "no"}, KindError),
    ],
)
def test_options_of_a_table_are_checked_before_it_is_written(tmp_path, options, error):
    """A file that exists stays as it is."""
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("age_years\n61\n")
    target.write_text("precious")
    with pytest.raises(error):
        cm.io.grade_table(source, target, **{"overwrite": True, **options})
    assert target.read_text() == "precious"
