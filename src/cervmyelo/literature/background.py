"""
The article's description of the condition.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.named import listed
from cervmyelo.sources import ARTICLE, Figure, Statement

__all__ = ["BACKGROUND"]

BACKGROUND: Final = listed(
    Statement(
        "It mostly affects the upper body, but other parts of the body too, because "
        "the cord carries nerve signals to many regions.",
        ARTICLE.at("Introduction; Symptoms, before the list"),
    ),
    Statement(
        "The cervical spine has seven vertebrae, one on top of the other; the discs "
        "between them cushion them.",
        ARTICLE.at("Causes, paragraph on the discs"),
        (Figure("cervical vertebrae", 7, "vertebrae"),),
    ),
    Statement(
        "Cervical myelopathy means compression of the cord at neck level, often "
        "because the intervertebral discs degenerate with age, injury or arthritis.",
        ARTICLE.at("Causes, paragraph on the discs; Summary"),
    ),
    Statement(
        "The article lists infection of the neck or cord and cancer of the cord under "
        "injury of the neck or cord, as factors to which that injury is due; this "
        "library reads them as causes of their own.",
        ARTICLE.at("Causes, list"),
    ),
    Statement(
        "Symptoms usually develop slowly over years; in some people they worsen "
        "rapidly.",
        ARTICLE.at("Symptoms, paragraph on the onset"),
    ),
    Statement(
        "The legs are affected too, because the nerve pathways to them run through "
        "the cervical cord.",
        ARTICLE.at("Questions, why it affects the legs"),
    ),
    Statement(
        "Cervical spondylotic myelopathy is the arthritic form: with worn discs and "
        "joints, discs can bulge, bone spurs form and ligaments thicken, and these "
        "compress the cord.",
        ARTICLE.at("Questions, cervical spondylotic myelopathy"),
    ),
    Statement(
        "The condition can be serious: if treatment is late or ineffective, symptoms "
        "may progress, with pain, reduced mobility and paralysis.",
        ARTICLE.at("Questions, whether it is serious; Summary"),
    ),
)
"""The article's statements on the condition, in its order."""
