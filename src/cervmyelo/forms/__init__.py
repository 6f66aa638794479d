"""
The forms that published rules take.

A rule is an instance of a form: data, checked when it is built. A form knows its parts,
its gaps, its citations and the kind of its answers. Three readers match over the closed
union `Form` and end in ``assert_never``: columns (`cervmyelo.cohort`), tables
(`cervmyelo.display.tables`) and pictures (``docs/_ext``). So a new form is one class
and three readers, and a forgotten reader does not type-check.
"""

from cervmyelo.face import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        ".bands": "Band Bands Exclusive",
        ".crosswalks": "Crosswalk Mapped",
        ".curves": "Curve Point Stratum",
        ".first_match": "FirstMatch Row",
        ".people": "Condition People",
        ".post_tests": "LikelihoodRatio PostTest",
        ".quotients": "Part Quotient",
        ".regressions": "Effect Regression Term UnusedEffect",
        ".rule": "Direction Rule",
        ".sums": "Sum",
        ".tallies": "Counted Tally",
        ".union": "Form GradingForm",
    },
)
