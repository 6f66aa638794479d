"""Public names: what is documented under `cervmyelo` but defined further down."""

from __future__ import annotations

import sys

from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.pycode import ModuleAnalyzer
from sphinx.util import logging

import cervmyelo as cm
from cervmyelo.scale import Scale

_LOGGER = logging.getLogger(__name__)


def resolve(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: Element
) -> Element | None:
    """Lead a link from where its name is defined to where the name is documented."""
    wanted = node.get("reftarget", "")
    defined, _, member = wanted.rpartition(".")
    if node.get("refdomain") != "py" or not wanted.startswith("cervmyelo."):
        return None
    for public in (member, f"{defined.rpartition('.')[2]}.{member}"):
        if public.partition(".")[0] in cm.__all__:
            return env.domains.python_domain.resolve_xref(
                env,
                node.get("refdoc", env.docname),
                app.builder,
                node.get("reftype", "obj"),
                f"cervmyelo.{public}",
                node,
                content,
            )
    return None


def tell(  # noqa: PLR0913, PLR0917 -- Sphinx calls it so
    app: Sphinx,  # noqa: ARG001
    kind: str,
    name: str,
    held: object,
    options: object,  # noqa: ARG001
    lines: list[str],
) -> None:
    """Tell of a public value what its own module says, not what its class does."""
    module, _, short = name.rpartition(".")
    if kind != "data" or module != "cervmyelo":
        return
    lines[:] = _own_words(short, held)
    if isinstance(held, Scale):
        codes = ", ".join(f"``{code}``" for code in held.codes)
        order = "from the best to the gravest" if held.ordered else "without an order"
        lines[:] = [f"The scale *{held.label}*. Its codes, {order}, are {codes}."]


def _own_words(name: str, held: object) -> list[str]:
    for path, module in sorted(sys.modules.items()):
        if path.startswith("cervmyelo.") and getattr(module, name, None) is held:
            said = ModuleAnalyzer.for_module(path).find_attr_docs().get(("", name))
            if said:
                return [*said]
    return []


def complete(app: Sphinx, env: BuildEnvironment) -> None:  # noqa: ARG001
    """Warn of every public name that no page documents."""
    documented = env.domains.python_domain.objects
    for name in cm.__all__:
        if f"cervmyelo.{name}" not in documented:
            _LOGGER.warning("cervmyelo.%s is public and documented nowhere", name)


def setup(app: Sphinx) -> dict[str, bool]:
    """Listen for links that lead nowhere and for values that are documented."""
    app.connect("missing-reference", resolve)
    app.connect("env-check-consistency", complete)
    # Before napoleon reads the text.
    app.connect("autodoc-process-docstring", tell, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
