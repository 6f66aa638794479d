"""
The article's description of the condition.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.sources import ARTICLE, Statement

__all__ = ["BACKGROUND"]

BACKGROUND: Final = (
    Statement(
        "Cervical myelopathy means compression of the cord at neck level, often "
        "because the intervertebral discs degenerate with age, injury or arthritis.",
        ARTICLE.at("Causes, paragraph on the discs; Summary"),
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
