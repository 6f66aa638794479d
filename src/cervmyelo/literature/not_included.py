"""
What a reader may look for here in vain, and why it is not here.

Nothing that was not read in a publication is part of the library, however well known it
is. This is the list of what is therefore lacking.
"""

from __future__ import annotations

from typing import Final

import attrs

__all__ = ["NOT_INCLUDED", "NotIncluded"]


@attrs.frozen(kw_only=True)
class NotIncluded:
    """
    Something that the library does not have.

    Attributes:
        name: A short name.

        label: What a reader calls it.

        why: Why it is not here.
    """

    name: str
    label: str
    why: str

    def __str__(self) -> str:
        return f"{self.label}: {self.why}"


NOT_INCLUDED: Final = (
    NotIncluded(
        name="joa_severity",
        label="mild, moderate and severe by the JOA",
        why="No paper that sets all three was read; one cut-off for mild was, and that "
        "is a rule.",
    ),
    NotIncluded(
        name="pro_joa",
        label="patient-reported JOA (PRO-JOA)",
        why="How far it agrees with the JOA was read, but not its items.",
    ),
    NotIncluded(
        name="joacmeq",
        label="JOA Cervical Myelopathy Evaluation Questionnaire (JOACMEQ)",
        why="The weights that make its five domains out of its questions were not "
        "read, and some of its questions come from another, licensed form.",
    ),
    NotIncluded(
        name="ndi",
        label="Neck Disability Index (NDI)",
        why="Neither its scoring nor its bands were read in a publication.",
    ),
    NotIncluded(
        name="mdi",
        label="Myelopathy Disability Index (MDI)",
        why="Neither its questions nor its scoring were read in a publication.",
    ),
    NotIncluded(
        name="grassp_m",
        label="GRASSP-M test of the hands",
        why="The parts of the test were read, but not how they become a score.",
    ),
    NotIncluded(
        name="cooper",
        label="Cooper myelopathy scale",
        why="What its levels mean was not read; a review says only that arms and legs "
        "are graded apart.",
    ),
    NotIncluded(
        name="finger_escape_grades",
        label="grades of the finger escape sign",
        why="No publication that defines grades was read; the sign is recorded as "
        "there or not there.",
    ),
    NotIncluded(
        name="gait_index",
        label="enhanced gait variability index (eGVI)",
        why="It was read to differ between bands of severity, but not how it is worked "
        "out.",
    ),
    NotIncluded(
        name="nurick_recovery_rate",
        label="recovery rate by Nurick grades",
        why="That it was used beside that of the mJOA was read, but not its formula.",
    ),
    NotIncluded(
        name="recovery_rate_grades",
        label="grades of recovery in words",
        why="No paper that sets grades of the recovery rate was read.",
    ),
    NotIncluded(
        name="cook_other_counts",
        label="likelihood ratios for two, and for four or five, positive findings of "
        "Cook's cluster",
        why="Only the ratios for none and for three or more were read; what pages on "
        "the internet print beside them has no support.",
    ),
    NotIncluded(
        name="tetreault_probability",
        label="probability of a good result after surgery by the models of Tetreault",
        why="No intercept of any of these models was read, so only people can be "
        "compared; coefficients that the abstracts cut off are lacking too.",
    ),
    NotIncluded(
        name="machine_learning",
        label="outlook after surgery by machine learning",
        why="A model that was read about publishes how well it does, but nothing by "
        "which it could be worked out again.",
    ),
    NotIncluded(
        name="nomograms",
        label="nomograms of signal change in the cord and of blood tests",
        why="Of the one, coefficients were not read; of the other, the units that its "
        "odds ratios belong to.",
    ),
    NotIncluded(
        name="sarraj_formulae",
        label="stability without surgery at any time",
        why="The formulae of the review were not read; the times that it tabulates "
        "are here, and nothing is fitted between them.",
    ),
    NotIncluded(
        name="bednarik_kadanka_models",
        label="probability that compression without symptoms becomes myelopathy",
        why="The studies name their predictors; coefficients were not read.",
    ),
    NotIncluded(
        name="risk_score",
        label="a combined risk in percent",
        why="Nothing published combines the risk factors; they are counted.",
    ),
    NotIncluded(
        name="mortality",
        label="deaths after surgery",
        why="No rate was read.",
    ),
    NotIncluded(
        name="followed_patients",
        label="scores of single patients before and after surgery",
        why="Only means and rates of groups were read.",
    ),
    NotIncluded(
        name="article_reviews",
        label="the reviews of 2020 and 2022 that the article credits",
        why="They were not found; their figures stand as the article's own.",
    ),
    NotIncluded(
        name="nice_cks",
        label="the text of the British advice for primary care (NICE CKS)",
        why="The page was not read.",
    ),
    NotIncluded(
        name="icd11",
        label="ICD-11 codes beyond three",
        why="Three were seen in tables of the WHO and are here; no other was.",
    ),
    NotIncluded(
        name="snomed_signs",
        label="SNOMED CT codes of signs and of these scales",
        why="None was seen in an official or maintained list.",
    ),
    NotIncluded(
        name="loinc_scores",
        label="LOINC codes of the mJOA, the JOA, Nurick and Ranawat",
        why="None was seen; where a code is needed it is one of this library's own.",
    ),
    NotIncluded(
        name="cpt",
        label="CPT codes of operations",
        why="They belong to the American Medical Association.",
    ),
)
"""The scales, models, figures and codes that are known to be lacking."""
