"""The API pages: public names of the lazy face, documented under those names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import resolve_name
from typing import cast

from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.domains.python._object import PyObject
from sphinx.environment import BuildEnvironment
from sphinx.pycode import ModuleAnalyzer
from sphinx.util import logging
from wording import headline, link, plain, where

import cervmyelo as cm
from cervmyelo.face import HOMES
from cervmyelo.forms import Form, GradingForm
from cervmyelo.registry import GROUPS

_LOGGER = logging.getLogger(__name__)
_MOST_INPUTS = 12
_MOST_FIELDS = 4
_PACKAGES = ("cervmyelo", "cervmyelo.literature")


def api_rules() -> str:
    """Every rule as a function, by subject, to be included in the page on rules."""
    return "\n\n".join(_rules())


def _rules() -> Iterator[str]:
    for subject, rules in GROUPS.items():
        yield f"## {subject}"
        yield from (_function(rule) for rule in rules if rule.name in cm.__all__)
        indirect = [rule for rule in rules if rule.name not in cm.__all__]
        if indirect:
            yield (
                "Crosswalks are rules without a name of their own in `cm`. Get one "
                "from {py:func}`cervmyelo.crosswalk`, or by its name in "
                "{py:data}`cervmyelo.rules`:"
            )
            yield "\n".join(f"- {_page(rule)}: `{rule.name}`" for rule in indirect)


def _function(rule: Form) -> str:
    parts = [
        plain(rule.summary),
        f"**Inputs**: {_inputs(rule)}.",
        f"**Answer**: {_answer(rule)}.",
        f"**Source**: {where(rule.cite)}. Its table, picture, limits and evidence: "
        f"{_page(rule)}.",
    ]
    if rule.example:
        person = dict(rule.example)
        answer = rule(person).answer
        parts.append(
            f"```{{doctest}}\n>>> import cervmyelo as cm\n>>> person = {person!r}\n"
            f">>> cm.{rule.name}(person).answer\n{answer!r}\n\n```"
        )
    body = "\n\n".join(parts)
    return f"````{{py:function}} cervmyelo.{rule.name}(case)\n\n{body}\n````"


def _inputs(rule: Form) -> str:
    if len(rule.inputs) > _MOST_INPUTS:
        return f"{len(rule.inputs)} quantities, listed on its page"
    return ", ".join(map(link, rule.inputs))


def _answer(rule: Form) -> str:
    if isinstance(rule, GradingForm):
        codes = ", ".join(f"`{code}`" for code in rule.scale.codes)
        order = "from best to worst" if rule.scale.ordered else "in no order"
        return f"a grade of the scale `{rule.scale.name}`, {order}: {codes}"
    unit = rule.unknown.unit
    return f"a number, in {unit}" if unit else "a number"


def _page(rule: Form) -> str:
    return f"[{plain(headline(rule.label))}](../generated/{rule.name}.md)"


def resolve(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: Element
) -> Element | None:
    """Link a name to its public documentation, wherever it is defined."""
    wanted = node.get("reftarget", "")
    defined, _, member = wanted.rpartition(".")
    if node.get("refdomain") != "py" or not wanted.startswith("cervmyelo."):
        return None
    owner = f"{defined.rpartition('.')[2]}.{member}"
    for package in _PACKAGES:
        for public in (member, owner):
            if public.partition(".")[0] in HOMES[package]:
                return env.domains.python_domain.resolve_xref(
                    env,
                    node.get("refdoc", env.docname),
                    app.builder,
                    node.get("reftype", "obj"),
                    f"{package}.{public}",
                    node,
                    content,
                )
    return None


def describe(  # noqa: PLR0913, PLR0917 -- the signature that Sphinx calls
    app: Sphinx,  # noqa: ARG001
    kind: str,
    name: str,
    value: object,  # noqa: ARG001
    options: object,  # noqa: ARG001
    lines: list[str],
) -> None:
    """Document a lazy constant with the docstring next to its definition."""
    package, _, short = name.rpartition(".")
    if kind == "data" and short in HOMES.get(package, {}):
        home, attribute = HOMES[package][short]
        analyzer = ModuleAnalyzer.for_module(resolve_name(home, package))
        lines[:] = analyzer.find_attr_docs().get(("", attribute), [])
    if kind in {"attribute", "data", "property"}:
        # Otherwise napoleon reads the words before a first colon as a type.
        # An empty comment in front prevents that.
        lines[:0] = ["..", ""]


def shorten(  # noqa: PLR0913, PLR0917 -- the signature that Sphinx calls
    app: Sphinx,  # noqa: ARG001
    kind: str,
    name: str,  # noqa: ARG001
    value: object,
    options: object,  # noqa: ARG001
    signature: str | None,
    returned: str | None,
) -> tuple[str | None, str | None]:
    """Leave the fields of a long model to the list of its attributes."""
    fields = cast("Sequence[object]", getattr(value, "__attrs_attrs__", ()))
    if kind == "class" and len(fields) > _MOST_FIELDS:
        return "(*, ...)", returned
    return signature, returned


def complete(app: Sphinx, env: BuildEnvironment) -> None:  # noqa: ARG001
    """Warn about every public name that no page documents."""
    documented = env.domains.python_domain.objects
    for package in _PACKAGES:
        for name in HOMES[package]:
            if f"{package}.{name}" not in documented:
                _LOGGER.warning("%s.%s is public but not documented", package, name)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the events of Sphinx."""
    for field in PyObject.doc_field_types:
        if field.name == "variable":
            field.label = "Attributes"
    app.connect("missing-reference", resolve)
    app.connect("env-check-consistency", complete)
    app.connect("autodoc-process-signature", shorten)
    # Before napoleon reads the text.
    app.connect("autodoc-process-docstring", describe, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
