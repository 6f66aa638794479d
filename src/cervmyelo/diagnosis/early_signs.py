"""
The article's early signs of the degenerative form.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.criteria import AnyOf, Is
from cervmyelo.forms import Counted, People, Tally
from cervmyelo.models.symptoms import SYMPTOMS, SymptomKind
from cervmyelo.sources import ARTICLE

__all__ = ["article_early_signs"]

_PLACE = ARTICLE.at("Questions, early signs of degenerative cervical myelopathy")


def _sign(name: str, label: str, *kinds: SymptomKind) -> Counted:
    present = tuple(Is(SYMPTOMS[kind].present) for kind in kinds)
    return Counted(name=name, label=label, when=AnyOf(present), cite=_PLACE)


article_early_signs: Final = Tally(
    name="article_early_signs",
    label="early signs (article)",
    summary="How many of the article's five early signs are present, 0 to 5.",
    example={"neck_pain": True},
    counted=(
        _sign("loss_of_mobility", "loss of mobility", "loss_of_mobility"),
        _sign(
            "reflexes_and_senses",
            "changes in reflexes or sensation",
            "reflex_change",
            "sensory_change",
            "arm_numbness",
        ),
        _sign(
            "weakness", "weakness", "arm_weakness", "general_weakness", "leg_weakness"
        ),
        _sign(
            "lack_of_coordination",
            "lack of coordination",
            "loss_of_coordination",
            "clumsiness",
        ),
        _sign("pain", "pain", "neck_pain", "pain_elsewhere"),
    ),
    people=People(
        says="People who may have the degenerative form of cervical myelopathy; the "
        "article states no age and no other condition.",
    ),
    cite=_PLACE,
    limits=(
        "A list of possible first signs; the article gives no number of signs that "
        "confirms or excludes the diagnosis.",
    ),
)
