"""
The stage of cervical myelopathy.
"""

from cervmyelo.case import CaseLike
from cervmyelo.findings import Finding
from cervmyelo.instruments.stages import article_stage
from cervmyelo.public import public
from cervmyelo.scale import Grade

__all__ = ["grade"]


@public
def grade(case: CaseLike) -> Finding[Grade]:
    """
    The article's stage, 0 to 5; higher is worse. The same as the rule `article_stage`.

    >>> import cervmyelo as cm
    >>> walking = cm.Symptom(kind="gait_change", present=True)
    >>> finding = cm.grade(cm.Patient(symptoms=[walking], wheelchair_or_immobile=False))
    >>> finding.status, [stage.code for stage in finding.possible], finding.missing
    ('undecided', [3, 4], ('mobility_limits_work',))

    Args:
        case: A patient, or values by the names of the quantities. With values missing,
            the finding lists every stage that is still possible.

    Source:
        The article, Stages.
    """
    return article_stage(case)
