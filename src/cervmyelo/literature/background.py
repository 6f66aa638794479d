"""
What the article says of the condition itself.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.sources import ARTICLE, Statement

__all__ = ["BACKGROUND"]

BACKGROUND: Final = (
    Statement(
        "Cervical myelopathy is compression of the spinal cord in the neck, often "
        "because discs between the vertebrae wear down with age, injury or arthritis.",
        ARTICLE.at("Causes, paragraph on the discs; Summary"),
    ),
    Statement(
        "Its symptoms usually come on slowly, over years; in some people they get "
        "worse rapidly.",
        ARTICLE.at("Symptoms, paragraph on the onset"),
    ),
    Statement(
        "The legs suffer too, because the nerve tissue that serves them runs through "
        "the cord in the neck.",
        ARTICLE.at("Questions, why it affects the legs"),
    ),
    Statement(
        "Cervical spondylotic myelopathy is its arthritic form: worn discs and joints "
        "can make discs bulge, spurs of bone form and ligaments overgrow, which press "
        "on the cord.",
        ARTICLE.at("Questions, cervical spondylotic myelopathy"),
    ),
    Statement(
        "It can be serious: without early or effective treatment, pain, paralysis and "
        "loss of mobility can follow, and symptoms may progress.",
        ARTICLE.at("Questions, whether it is serious; Summary"),
    ),
)
"""The article on the condition itself, in its order."""
