"""
Pictures of one person and of a cohort, drawn by Matplotlib.

Every function takes the axes to draw on, or makes a figure of its own, and returns the
axes. The numbers are those of findings and frames; nothing is calculated anew. What is
not known is drawn: as a range, as a hatched bar, or in a row or column of its own.

Matplotlib is imported with the first picture. It comes with the extra ``plot``; curves
and intervals of predicted probabilities need the extra ``validation``.

>>> import matplotlib
>>> matplotlib.use("Agg")
>>> import cervmyelo as cm
>>> items = cm.MJOA(motor_lower=5, sensory_upper=2, sphincter=2)
>>> axes = cm.plots.terms("mjoa_total", items)
>>> axes.get_title()
'mJOA total: 9 to 14 points'
"""

from .assessments import assessment
from .contributions import terms
from .courses import course
from .distributions import grades
from .grade_changes import transitions
from .missing_inputs import missingness
from .predictions import calibration, discrimination
from .score_changes import change

__all__ = [
    "assessment",
    "calibration",
    "change",
    "course",
    "discrimination",
    "grades",
    "missingness",
    "terms",
    "transitions",
]
