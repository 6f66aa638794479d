"""
Published facts without a rule: causes, treatments, complications, rates, signs.

Statements with their sources, for people to read and programs to list. Nothing here
calculates anything about a person.
"""

from ..diagnosis.causes import CAUSES as CAUSES
from ..diagnosis.causes import Cause as Cause
from ..guidance.ao_spine_2017 import RECOMMENDATIONS as RECOMMENDATIONS
from ..guidance.ao_spine_2017 import Recommendation as Recommendation
from ..instruments.crosswalks import INSTRUMENTS as INSTRUMENTS
from ..instruments.crosswalks import REFUSED_CROSSWALKS as REFUSED_CROSSWALKS
from ..instruments.crosswalks import RefusedCrosswalk as RefusedCrosswalk
from ..outlook.after_surgery import SURGICAL_PREDICTORS as SURGICAL_PREDICTORS
from ..outlook.natural_history import NATURAL_HISTORY as NATURAL_HISTORY
from ..registry import DISAGREEMENTS as DISAGREEMENTS
from .after_surgery import AFTER_SURGERY as AFTER_SURGERY
from .article_sources import ARTICLE_SOURCES as ARTICLE_SOURCES
from .background import BACKGROUND as BACKGROUND
from .complication_rates import COMPLICATION_RATES as COMPLICATION_RATES
from .complication_rates import COMPLICATION_STATEMENTS as COMPLICATION_STATEMENTS
from .complication_rates import Rate as Rate
from .complication_rates import rates_of as rates_of
from .complications import COMPLICATIONS as COMPLICATIONS
from .complications import Complication as Complication
from .deterioration import DETERIORATION as DETERIORATION
from .epidemiology import EPIDEMIOLOGY as EPIDEMIOLOGY
from .guidance_since_2017 import GUIDANCE_SINCE_2017 as GUIDANCE_SINCE_2017
from .mjoa_forms import MJOA_FORMS as MJOA_FORMS
from .not_included import NOT_INCLUDED as NOT_INCLUDED
from .not_included import NotIncluded as NotIncluded
from .pathways import PATHWAYS as PATHWAYS
from .signs import Accuracy as Accuracy
from .signs import SIGNS as SIGNS
from .signs import SIGN_CAVEATS as SIGN_CAVEATS
from .signs import Sign as Sign
from .signs import sign as sign
from .timed_walks import TIMED_WALKS as TIMED_WALKS
from .timed_walks import TimedTest as TimedTest
from .treatments import TREATMENTS as TREATMENTS
from .treatments import Treatment as Treatment

__all__ = [
    "AFTER_SURGERY",
    "ARTICLE_SOURCES",
    "Accuracy",
    "BACKGROUND",
    "CAUSES",
    "COMPLICATIONS",
    "COMPLICATION_RATES",
    "COMPLICATION_STATEMENTS",
    "Cause",
    "Complication",
    "DETERIORATION",
    "DISAGREEMENTS",
    "EPIDEMIOLOGY",
    "GUIDANCE_SINCE_2017",
    "INSTRUMENTS",
    "MJOA_FORMS",
    "NATURAL_HISTORY",
    "NOT_INCLUDED",
    "NotIncluded",
    "PATHWAYS",
    "RECOMMENDATIONS",
    "REFUSED_CROSSWALKS",
    "Rate",
    "Recommendation",
    "RefusedCrosswalk",
    "SIGNS",
    "SIGN_CAVEATS",
    "SURGICAL_PREDICTORS",
    "Sign",
    "TIMED_WALKS",
    "TREATMENTS",
    "TimedTest",
    "Treatment",
    "rates_of",
    "sign"
]
