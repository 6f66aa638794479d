"""
Rules as expressions over columns: a file for each family of forms.

A rule that moves one way along each of its inputs, as it declares, has its least and
its greatest answer where every missing input is filled from one side or from the other.
Two evaluations without a single null then give both bounds exactly, on any engine. A
rule with an input that has no direction is evaluated along the nodes of its decision
diagram instead (`diagrams`).

Where a rule uses each input in one sense only, Kleene's logic is exact, and every
engine's own nullable booleans follow it. The criteria are then evaluated once: an
unknown one counts as false at one bound and as true at the other (`criteria`).
Elsewhere the value is where both bounds meet.

`forms` holds the only match over the closed union of forms.
"""

from .consistency import Checked, checked, related
from .criteria import holding
from .forms import plan
from .parts import Inputs, Interval, Plan, Shortcut

__all__ = [
    "Checked",
    "Inputs",
    "Interval",
    "Plan",
    "Shortcut",
    "checked",
    "holding",
    "plan",
    "related",
]
