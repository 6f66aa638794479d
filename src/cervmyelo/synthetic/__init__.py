"""
Synthetic cohorts: invented people with a structure that is known.

For examples, lessons, tests of a pipeline and plans of an analysis. Nobody in them
exists, and nothing may be learned from them about cervical myelopathy: a few marginals
are published (`PUBLISHED`), everything else is invented (`INVENTED`).

>>> import cervmyelo as cm
>>> people = cm.synthetic.cohort(200, seed=1)
>>> people["ref"][0], people["synthetic"][0], len(people["age_years"])
('synthetic-000001', True, 200)
>>> frame = cm.synthetic.cohort(200, seed=1, backend="polars")
>>> cm.assess_cohort(frame, "mjoa_severity")["mjoa_severity"].to_list()[:3]
['severe', 'severe', 'severe']
"""

from .cohort import cohort
from .frames import Backend
from .gaps import TYPICAL, Missing
from .shares import INVENTED, PUBLISHED, Invented, Published

__all__ = [
    "INVENTED",
    "PUBLISHED",
    "TYPICAL",
    "Backend",
    "Invented",
    "Missing",
    "Published",
    "cohort",
]
