"""
Publications that the article's figures seem to come from.

The article names two reviews without a reference. What was found is shown with the
figures of these publications; that the article used them is an inference.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.named import listed
from cervmyelo.sources import RA_REVIEW_2020, STATPEARLS_COPY, Figure, Statement

__all__ = ["ARTICLE_SOURCES"]

ARTICLE_SOURCES: Final = listed(
    Statement(
        "A review of 2020 gives about the article's share of people with rheumatoid "
        "arthritis who have myelopathy. The 14 years that the article adds were not in "
        "the part that was read.",
        RA_REVIEW_2020.at("introduction"),
        (Figure("with myelopathy, of people with rheumatoid arthritis", 2.5, "%"),),
    ),
    Statement(
        "A textbook chapter gives the article's rate of laryngeal nerve palsy, with "
        "passing sore throat or trouble with swallowing.",
        STATPEARLS_COPY.at("complications"),
        (
            Figure("laryngeal nerve palsy", 3, "%"),
            Figure("sore throat or trouble with swallowing, lowest", 9, "%"),
            Figure("sore throat or trouble with swallowing, highest", 27, "%"),
            Figure("gone within", 12, "weeks"),
        ),
    ),
    Statement(
        "The same chapter has the article's view of Asian descent, and limits of "
        "imaging.",
        STATPEARLS_COPY.at("aetiology; evaluation"),
        (
            Figure("OPLL in Asian people over 30, lowest", 1.9, "%"),
            Figure("OPLL in Asian people over 30, highest", 4.3, "%"),
            Figure("narrow canal, under", 10, "mm"),
            Figure("narrow by canal-to-body ratio, under", 0.8, "ratio"),
            Figure("compression ratio, under", 0.4, "ratio"),
            Figure("area of the cord, under", 40, "mm²"),
        ),
    ),
    Statement(
        "The same chapter names long duration of symptoms, changes of the bladder or "
        "bowel, and general weakness as adverse signs.",
        STATPEARLS_COPY.at("prognosis"),
        (Figure("symptoms for more than", 18, "months"),),
    ),
    Statement(
        "Other diseases to think of are central cord syndrome, Chiari malformation, "
        "Guillain-Barré syndrome, multiple sclerosis and syringomyelia.",
        STATPEARLS_COPY.at("differential diagnosis"),
    ),
)
"""Publications that give the same figures as the article."""
