"""
Published facts without a rule: causes, treatments, complications, rates, signs.

Statements with their sources, for people to read and programs to list. Nothing here
calculates anything about a person.
"""

from cervmyelo.face import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        ".after_surgery": "AFTER_SURGERY",
        ".article_sources": "ARTICLE_SOURCES",
        ".background": "BACKGROUND",
        ".complication_rates": "COMPLICATION_RATES COMPLICATION_STATEMENTS Rate "
        "rates_of",
        ".complications": "COMPLICATIONS Complication",
        ".deterioration": "DETERIORATION",
        ".epidemiology": "EPIDEMIOLOGY",
        ".guidance_since_2017": "GUIDANCE_SINCE_2017",
        ".mjoa_forms": "MJOA_FORMS",
        ".not_included": "NOT_INCLUDED NotIncluded",
        ".pathways": "PATHWAYS",
        ".signs": "SIGNS SIGN_CAVEATS Accuracy Sign sign",
        ".timed_walks": "TIMED_WALKS TimedTest",
        ".treatments": "TREATMENTS Treatment",
        "..diagnosis.causes": "CAUSES Cause",
        "..guidance.ao_spine_2017": "RECOMMENDATIONS Recommendation",
        "..instruments.crosswalks": "INSTRUMENTS REFUSED_CROSSWALKS RefusedCrosswalk",
        "..outlook.after_surgery": "SURGICAL_PREDICTORS",
        "..outlook.natural_history": "NATURAL_HISTORY",
        "..registry": "DISAGREEMENTS",
    },
)
