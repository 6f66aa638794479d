"""
Cervical myelopathy: published grades, scores, risks and outlooks, with reasons.

>>> import cervmyelo as cm
>>> found = cm.mjoa_total(cm.MJOA(motor_lower=5, sensory_upper=2, sphincter=2))
>>> found.low, found.high, found.missing
(9, 14, ('mjoa_motor_upper',))

Every published rule is a function of one person: ``cm.mjoa_total(patient)``. The five
verbs `assess`, `grade`, `triage`, `score_risk` and `estimate_outlook` return models of
their own. ``cm.rules``, ``cm.quantities`` and ``cm.scales`` list what there is;
``cm.literature`` holds what was published without a rule.

Unknown is not absent: ``None`` always means *not recorded*, a missing item is never
scored zero, and every answer says what is still possible, why, by which source, and
which inputs are missing.
"""

from typing import Final

from . import cohort as cohort
from . import errors as errors
from . import io as io
from . import literature as literature
from . import terminology as terminology
from .bibliography import citations as citations
from .cohort.assess import assess_cohort as assess_cohort
from .cohort.change import change_over_time as change_over_time
from .cohort.schema import cohort_schema as cohort_schema
from .cohort.summary import summarise as summarise
from .diagnosis.probabilities import update_probability as update_probability
from .errors import CervmyeloError as CervmyeloError
from .findings import Finding as Finding
from .forms import Bands, Curve, FirstMatch, PostTest, Quotient, Regression, Sum, Tally
from .instruments.crosswalks import crosswalk as crosswalk
from .models.case import Case as Case
from .models.ems import EMS as EMS
from .models.examination import Examination as Examination
from .models.follow_up import FollowUp as FollowUp
from .models.imaging import Imaging as Imaging
from .models.joa import JOA as JOA
from .models.joa import JOA1994 as JOA1994
from .models.mjoa import MJOA as MJOA
from .models.patient import Patient as Patient
from .models.patient import QUANTITIES as quantities
from .models.patient_mjoa import PatientMJOA as PatientMJOA
from .models.symptoms import Symptom as Symptom
from .models.walking import Walking as Walking
from .registry import RULES as rules
from .registry import SCALES as scales
from .results.assessment import Assessment as Assessment
from .results.assessment import assess as assess
from .results.course import Change as Change
from .results.course import Course as Course
from .results.course import Visit as Visit
from .results.course import course as course
from .results.profiles import Outlook as Outlook
from .results.profiles import RiskProfile as RiskProfile
from .results.profiles import estimate_outlook as estimate_outlook
from .results.profiles import score_risk as score_risk
from .results.questions import Question as Question
from .results.questions import next_question as next_question
from .results.stage import grade as grade
from .results.urgency import Urgency as Urgency
from .results.urgency import triage as triage
from .scale import Grade as Grade

__all__ = [
    "Assessment",
    "Case",
    "CervmyeloError",
    "Change",
    "Course",
    "EMS",
    "Examination",
    "Finding",
    "FollowUp",
    "Grade",
    "Imaging",
    "JOA",
    "JOA1994",
    "MJOA",
    "Outlook",
    "Patient",
    "PatientMJOA",
    "Question",
    "RiskProfile",
    "Symptom",
    "Urgency",
    "Visit",
    "Walking",
    "any_sign_probability",
    "ao_spine_2017",
    "article_cause",
    "article_early_signs",
    "article_outlook_factors",
    "article_risk_factors",
    "article_stage",
    "article_urgency",
    "article_workup",
    "assess",
    "assess_cohort",
    "babinski_probability",
    "bednarik_early_predictors",
    "canal_stenosis",
    "change_over_time",
    "citations",
    "cohort",
    "cohort_schema",
    "compression_ratio_low",
    "conversion_factors",
    "cook_cluster",
    "cook_probability",
    "cook_result",
    "cord_area_small",
    "cord_compression_ratio",
    "course",
    "crosswalk",
    "ems_grade",
    "ems_total",
    "errors",
    "estimate_outlook",
    "grade",
    "grip_release",
    "grip_release_probability",
    "grip_strength_screen",
    "hoffmann_probability",
    "hyperreflexia_probability",
    "inverted_supinator_probability",
    "io",
    "joa1994_change",
    "joa1994_mild",
    "joa1994_recovery_rate",
    "joa1994_total",
    "joa_change",
    "joa_mcid",
    "joa_recovery_rate",
    "joa_total",
    "k_line",
    "kang_grade",
    "literature",
    "mcc",
    "mjoa_change",
    "mjoa_mcid",
    "mjoa_recovery_rate",
    "mjoa_severity",
    "mjoa_total",
    "mscc",
    "next_question",
    "nurick_0_normal",
    "nurick_1972",
    "opll_occupying_ratio",
    "pmjoa_severity",
    "pmjoa_total",
    "quantities",
    "ranawat",
    "rules",
    "scales",
    "score_risk",
    "slice_compression",
    "slice_compression_probability",
    "stability_without_surgery",
    "summarise",
    "terminology",
    "tetreault_2015",
    "tetreault_743_odds",
    "torg_pavlov",
    "torg_pavlov_ratio",
    "triage",
    "update_probability"
]

__version__: str

any_sign_probability: Final[PostTest]
"""
The probability of myelopathy after testing for five signs: any one is positive, only all five absent are negative.

Inputs, each None if not recorded:
    pretest_probability      probability of myelopathy before the test: a probability from 0 to 1
    hyperreflexia            hyperreflexia: yes or no
    hoffmann_sign            Hoffmann sign: yes or no
    inverted_supinator_sign  inverted supinator sign: yes or no
    sustained_clonus         sustained clonus: yes or no
    babinski_sign            Babinski sign: yes or no

Source: Rhee et al. 2009, abstract, results

Limits:
    - The probability before the test is the caller's own; the rule supplies none.
    - Not to be multiplied with another sign or with the cluster of Cook 2010: signs of one person are not independent.
    - The ratios are computed from the sensitivity and the specificity of one small study and have no interval.
    - The people of the study were operated on; nothing is said of milder disease.
    - Any sign is taken to be one of the five whose figures are quoted from the study; its own list was not seen in full.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pretest_probability': 0.5, 'hoffmann_sign': True}
    >>> cm.any_sign_probability(person).answer
    '0.581 probability'
"""

ao_spine_2017: Final[FirstMatch]
"""
The recommendation of the AO Spine guideline of 2017.

Inputs, each None if not recorded:
    myelopathy               myelopathy, as a clinician judges: yes or no
    mjoa_motor_upper         mJOA hand motor function: a whole number from 0 to 5 points
    mjoa_motor_lower         mJOA leg motor function: a whole number from 0 to 7 points
    mjoa_sensory_upper       mJOA hand sensation: a whole number from 0 to 3 points
    mjoa_sphincter           mJOA bladder function: a whole number from 0 to 3 points
    treated_without_surgery  treated without surgery so far: yes or no
    neurology_worsened       neurological worsening: yes or no
    failed_to_improve        no improvement: yes or no
    cord_compression         compression of the cord on imaging: yes or no
    radiculopathy            radiculopathy: yes or no

Source: AO Spine / CSRS guideline 2017, recommendations

Limits:
    - Degenerative myelopathy only; a guideline for clinicians, not advice to one person.
    - Whether there is myelopathy is a clinician's judgement; no score stands in for it.
    - The guideline rates what it recommends for mild myelopathy as one; each part bears that rating here.
    - What it adds on counselling and follow-up where it advises against surgery was not seen in full.
    - Later guidance stands beside it; none that formally replaces it was seen.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_motor_upper': 4, 'mjoa_motor_lower': 6, 'mjoa_sensory_upper': 2, 'mjoa_sphincter': 3, 'myelopathy': True, 'treated_without_surgery': False}
    >>> cm.ao_spine_2017(person).answer
    'surgery or rehabilitation'
"""

article_cause: Final[FirstMatch]
"""
The kind of cause on record: degenerative, another listed cause, or none listed.

Inputs, each None if not recorded:
    disc_degeneration     worn discs: yes or no
    herniated_disc        a herniated disc: yes or no
    bone_spurs            bone spurs: yes or no
    overgrown_ligaments   overgrown ligaments: yes or no
    spondylosis           spondylosis: yes or no
    neck_injury           an injury of the neck or spinal cord: yes or no
    spinal_infection      an infection of the neck or spinal cord: yes or no
    spinal_cancer         a cancer of the spinal cord: yes or no
    rheumatoid_arthritis  rheumatoid arthritis: yes or no
    other_arthritis       another arthritis of the neck: yes or no

Source: Cervical myelopathy article, Questions, cervical spondylotic myelopathy

Limits:
    - The article names these as reasons why discs degrade; it counts spondylosis, bone spurs, bulging discs and overgrown ligaments as wear and tear.
    - Several causes can act together; the degenerative one is then told first.
    - A cause that the article does not list is not seen here.

Example:
    >>> import cervmyelo as cm
    >>> person = {'bone_spurs': True}
    >>> cm.article_cause(person).answer
    'degenerative'
"""

article_early_signs: Final[Tally]
"""
How many of the article's five early signs are present, 0 to 5.

Inputs, each None if not recorded:
    loss_of_mobility      loss of mobility: yes or no
    reflex_change         changed reflexes: yes or no
    sensory_change        changed senses: yes or no
    arm_numbness          numb hands or arms: yes or no
    arm_weakness          weak hands or arms: yes or no
    general_weakness      weakness in general: yes or no
    leg_weakness          weakness in the lower body: yes or no
    loss_of_coordination  loss of coordination: yes or no
    clumsiness            clumsiness: yes or no
    neck_pain             neck pain: yes or no
    pain_elsewhere        pain outside the neck: yes or no

Source: Cervical myelopathy article, Questions, early signs of degenerative cervical myelopathy

Limits:
    - A list of what may come first; the article gives no number of signs that would make or exclude the diagnosis.

Example:
    >>> import cervmyelo as cm
    >>> person = {'neck_pain': True}
    >>> cm.article_early_signs(person).answer
    '1 to 5 of 5'
"""

article_outlook_factors: Final[Tally]
"""
How many of the article's factors for a less favourable outlook are present; counted, never weighted.

Inputs, each None if not recorded:
    symptom_duration_months  time since the first symptom: a number from 0 to 1440 months
    neck_mobility            range of motion of the neck: decreased, normal or increased
    sex_at_birth             sex recorded at birth: male or female

Source: Cervical myelopathy article, Outlook, list of factors

Limits:
    - A count of factors: no source gives their effect sizes, so there is no probability.
    - The factor on movement of the neck is the article's; the study behind it found the opposite.

Example:
    >>> import cervmyelo as cm
    >>> person = {'symptom_duration_months': 24}
    >>> cm.article_outlook_factors(person).answer
    '1 to 3 of 3'
"""

article_risk_factors: Final[Tally]
"""
How many of the article's four risk factors are present; counted, never weighted.

Inputs, each None if not recorded:
    age_years                age: a whole number from 0 to 120 years
    congenital_narrow_canal  spinal canal narrow from birth: yes or no
    opll                     hardened posterior longitudinal ligament (OPLL): absent, not_imaged or present
    asian_descent            Asian descent: yes or no
    rheumatoid_arthritis     rheumatoid arthritis: yes or no

Source: Cervical myelopathy article, Risk factors

Limits:
    - A count of factors, not a risk: no source gives weights that would combine them.
    - Descent stands in for the hardened ligament only while imaging has not been done; a ligament that imaging showed or excluded decides alone.
    - Age is in completed years, so the factor begins at 56.

Example:
    >>> import cervmyelo as cm
    >>> person = {'age_years': 61, 'rheumatoid_arthritis': False}
    >>> cm.article_risk_factors(person).answer
    '1 to 3 of 4'
"""

article_stage: Final[FirstMatch]
"""
The article's stage of cervical myelopathy, 0 to 5; higher is worse.

Inputs, each None if not recorded:
    wheelchair_or_immobile  needs a wheelchair, or cannot stand or move about alone: yes or no
    gait_change             changed gait: yes or no
    wide_based_gait         walking with the feet wider apart: yes or no
    mobility_limits_work    changed mobility limits work or daily tasks: yes or no
    cord_signs              signs of the spinal cord: yes or no
    nerve_root_involvement  symptoms of a nerve root: yes or no

Source: Cervical myelopathy article, Stages, table

Limits:
    - Not the grades of Nurick 1972: a bare number means another state there.
    - A change of gait with another cause is to be recorded as absent here.
    - Work limited by the hands alone does not raise the stage; the article speaks of changed mobility.

Example:
    >>> import cervmyelo as cm
    >>> person = {'gait_change': True, 'wheelchair_or_immobile': False}
    >>> cm.article_stage(person).answer
    '3 or 4'
"""

article_urgency: Final[FirstMatch]
"""
How soon to contact a doctor, by the article: no reason, promptly, or as an emergency.

Inputs, each None if not recorded:
    arm_weakness                      weak hands or arms: yes or no
    arm_weakness_onset                onset of weak hands or arms: gradual or sudden
    arm_weakness_severity             severity of weak hands or arms: mild, moderate or severe
    arm_numbness                      numb hands or arms: yes or no
    arm_numbness_onset                onset of numb hands or arms: gradual or sudden
    arm_numbness_severity             severity of numb hands or arms: mild, moderate or severe
    general_weakness                  weakness in general: yes or no
    general_weakness_onset            onset of weakness in general: gradual or sudden
    general_weakness_severity         severity of weakness in general: mild, moderate or severe
    stiffness                         stiffness or less movement: yes or no
    stiffness_onset                   onset of stiffness or less movement: gradual or sudden
    stiffness_severity                severity of stiffness or less movement: mild, moderate or severe
    clumsiness                        clumsiness: yes or no
    clumsiness_onset                  onset of clumsiness: gradual or sudden
    clumsiness_severity               severity of clumsiness: mild, moderate or severe
    loss_of_balance                   loss of balance: yes or no
    loss_of_balance_onset             onset of loss of balance: gradual or sudden
    loss_of_balance_severity          severity of loss of balance: mild, moderate or severe
    loss_of_coordination              loss of coordination: yes or no
    loss_of_coordination_onset        onset of loss of coordination: gradual or sudden
    loss_of_coordination_severity     severity of loss of coordination: mild, moderate or severe
    spasticity                        spasticity: yes or no
    spasticity_onset                  onset of spasticity: gradual or sudden
    spasticity_severity               severity of spasticity: mild, moderate or severe
    handwriting_difficulty            trouble with handwriting: yes or no
    handwriting_difficulty_onset      onset of trouble with handwriting: gradual or sudden
    handwriting_difficulty_severity   severity of trouble with handwriting: mild, moderate or severe
    buttoning_difficulty              trouble with buttons: yes or no
    buttoning_difficulty_onset        onset of trouble with buttons: gradual or sudden
    buttoning_difficulty_severity     severity of trouble with buttons: mild, moderate or severe
    small_items_difficulty            trouble holding small things: yes or no
    small_items_difficulty_onset      onset of trouble holding small things: gradual or sudden
    small_items_difficulty_severity   severity of trouble holding small things: mild, moderate or severe
    neck_pain                         neck pain: yes or no
    neck_pain_onset                   onset of neck pain: gradual or sudden
    neck_pain_severity                severity of neck pain: mild, moderate or severe
    bowel_or_bladder_change           changed bowel or bladder function: yes or no
    bowel_or_bladder_change_onset     onset of changed bowel or bladder function: gradual or sudden
    bowel_or_bladder_change_severity  severity of changed bowel or bladder function: mild, moderate or severe
    lhermitte_sign                    Lhermitte sign: yes or no
    lhermitte_sign_onset              onset of Lhermitte sign: gradual or sudden
    lhermitte_sign_severity           severity of Lhermitte sign: mild, moderate or severe
    leg_weakness                      weakness in the lower body: yes or no
    leg_weakness_onset                onset of weakness in the lower body: gradual or sudden
    leg_weakness_severity             severity of weakness in the lower body: mild, moderate or severe
    gait_change                       changed gait: yes or no
    gait_change_onset                 onset of changed gait: gradual or sudden
    gait_change_severity              severity of changed gait: mild, moderate or severe
    wide_based_gait                   walking with the feet wider apart: yes or no
    wide_based_gait_onset             onset of walking with the feet wider apart: gradual or sudden
    wide_based_gait_severity          severity of walking with the feet wider apart: mild, moderate or severe
    inability_to_move                 inability to move: yes or no
    inability_to_move_onset           onset of inability to move: gradual or sudden
    inability_to_move_severity        severity of inability to move: mild, moderate or severe
    loss_of_mobility                  loss of mobility: yes or no
    loss_of_mobility_onset            onset of loss of mobility: gradual or sudden
    loss_of_mobility_severity         severity of loss of mobility: mild, moderate or severe
    reflex_change                     changed reflexes: yes or no
    reflex_change_onset               onset of changed reflexes: gradual or sudden
    reflex_change_severity            severity of changed reflexes: mild, moderate or severe
    sensory_change                    changed senses: yes or no
    sensory_change_onset              onset of changed senses: gradual or sudden
    sensory_change_severity           severity of changed senses: mild, moderate or severe
    pain_elsewhere                    pain outside the neck: yes or no
    pain_elsewhere_onset              onset of pain outside the neck: gradual or sudden
    pain_elsewhere_severity           severity of pain outside the neck: mild, moderate or severe
    daily_tasks_affected              daily tasks are affected: yes or no
    quality_of_life_affected          quality of life is affected: yes or no
    mobility_limits_work              changed mobility limits work or daily tasks: yes or no
    wheelchair_or_immobile            needs a wheelchair, or cannot stand or move about alone: yes or no

Source: Cervical myelopathy article, When to contact a doctor

Limits:
    - Written for people at home, in a country whose emergency number is 911.
    - It knows only what was recorded; it replaces no judgement.
    - The article names pain, numbness and inability to move as examples of sudden or severe symptoms; here every symptom on its list counts alike.

Example:
    >>> import cervmyelo as cm
    >>> person = {'arm_numbness': True, 'arm_numbness_onset': 'gradual'}
    >>> cm.article_urgency(person).answer
    'prompt or emergency'
"""

article_workup: Final[Tally]
"""
How many of the article's seven diagnostic steps have been done, 0 to 7.

Inputs, each None if not recorded:
    history_taken      questions on symptoms and history done: yes or no
    gait_examined      examination of the gait done: yes or no
    reflexes_examined  examination of the reflexes done: yes or no
    grip_examined      examination of the grip done: yes or no
    pain_assessed      assessment of the pain level done: yes or no
    mri_done           MRI scan done: yes or no
    xray_done          X-ray done: yes or no

Source: Cervical myelopathy article, Diagnosis

Limits:
    - What the article names; a clinician decides which steps a person needs.
    - Imaging may be recommended to confirm the diagnosis; MRI and X-ray are named as alternatives, not as a pair that is always due.

Example:
    >>> import cervmyelo as cm
    >>> person = {'gait_examined': True, 'mri_done': False}
    >>> cm.article_workup(person).answer
    '1 to 6 of 7'
"""

babinski_probability: Final[PostTest]
"""
The probability of myelopathy after testing for the Babinski sign.

Inputs, each None if not recorded:
    pretest_probability  probability of myelopathy before the test: a probability from 0 to 1
    babinski_sign        Babinski sign: yes or no

Source: Cook et al. 2009, likelihood ratios of the Babinski sign

Limits:
    - The probability before the test is the caller's own; the rule supplies none.
    - Not to be multiplied with another sign or with the cluster of Cook 2010: signs of one person are not independent.
    - Another small study saw no false positive at all; an infinite ratio is not used.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pretest_probability': 0.4, 'babinski_sign': True}
    >>> cm.babinski_probability(person).answer
    '0.727 probability (interval 0.423 to 0.917)'
"""

bednarik_early_predictors: Final[Tally]
"""
How many of the two early predictors of Bednařík 2008 are present, 0 to 2.

Inputs, each None if not recorded:
    radiculopathy               radiculopathy: yes or no
    abnormal_evoked_potentials  abnormal evoked potentials: yes or no

Source: Bednařík et al. 2008, early predictors

Limits:
    - For people whose cord is compressed on imaging and who have no myelopathy; it is not asked whether that is so.
    - A count and not a probability: no coefficients were seen.
    - Whether it holds in other people was not seen.
    - Early is within 12 months; a bright cord on MRI predicts later myelopathy and is not counted here.
    - The source means radiculopathy with symptoms.

Example:
    >>> import cervmyelo as cm
    >>> person = {'radiculopathy': True}
    >>> cm.bednarik_early_predictors(person).answer
    '1 to 2 of 2'
"""

canal_stenosis: Final[Bands]
"""
Stenosis of the cervical canal by its diameter: none, relative or absolute.

Inputs, each None if not recorded:
    canal_diameter_mm  diameter of the canal, C3 to C6: a number from 1 to 40 mm

Source: Radiopaedia, page on stenosis, relative and absolute stenosis

Limits:
    - A narrow canal is no myelopathy, and does not say that the cord is pressed.
    - Seen on a reference page; the study behind its cut-offs was not seen.
    - At 10 mm and at 13 mm the page's own range is followed: both are relative.
    - The normal depth differs by level, so a value from C1, C2 or C7 does not belong here.

Example:
    >>> import cervmyelo as cm
    >>> person = {'canal_diameter_mm': 10.0}
    >>> cm.canal_stenosis(person).answer
    'relative'
"""

compression_ratio_low: Final[Bands]
"""
Whether the compression ratio is as low as in people who went on to develop myelopathy.

Inputs, each None if not recorded:
    compression_ratio  compression ratio of the cord: a ratio from 0 to 2

Source: Kadaňka et al. 2017, independent predictors, compression ratio

Limits:
    - For people with compression on imaging and no myelopathy: it tells who is likelier to develop it, not who has it.
    - No odds ratio was seen, so that no risk follows from it.

Example:
    >>> import cervmyelo as cm
    >>> person = {'compression_ratio': 0.37}
    >>> cm.compression_ratio_low(person).answer
    'low'
"""

conversion_factors: Final[Tally]
"""
How many of the three predictors of conversion by Kadaňka 2017 are present, 0 to 3.

Inputs, each None if not recorded:
    radiculopathy      radiculopathy: yes or no
    cord_area_mm2      area of the cord: a number from 5 to 200 mm²
    compression_ratio  compression ratio of the cord: a ratio from 0 to 2

Source: Kadaňka et al. 2017, independent predictors

Limits:
    - For people whose cord is compressed on imaging and who have no myelopathy; it is not asked whether that is so.
    - A count and not a probability: no coefficients were seen.
    - Whether it holds in other people was not seen.
    - Area and ratio are taken at the compressed level.

Example:
    >>> import cervmyelo as cm
    >>> person = {'compression_ratio': 0.37}
    >>> cm.conversion_factors(person).answer
    '1 to 3 of 3'
"""

cook_cluster: Final[Tally]
"""
How many of the five findings of Cook 2010 are present, 0 to 5.

Inputs, each None if not recorded:
    abnormal_gait            abnormal gait on examination: yes or no
    hoffmann_sign            Hoffmann sign: yes or no
    inverted_supinator_sign  inverted supinator sign: yes or no
    babinski_sign            Babinski sign: yes or no
    age_years                age: a whole number from 0 to 120 years

Source: Cook et al. 2010, abstract, the five findings

Limits:
    - Nobody is known to have validated the cluster in other people.
    - The ratios are those of thresholds (three or more, none), not of each count. They are not to be multiplied with the ratios of single signs: the signs are the same.
    - Age counts as a finding, so that most people at a spine clinic have one of five by age alone.
    - Age is in completed years, so the finding begins at 46.

Example:
    >>> import cervmyelo as cm
    >>> person = {'age_years': 53, 'hoffmann_sign': True, 'babinski_sign': True, 'abnormal_gait': True}
    >>> cm.cook_cluster(person).answer
    '4 to 5 of 5'
"""

cook_probability: Final[PostTest]
"""
The probability of myelopathy after the cluster of Cook 2010.

Inputs, each None if not recorded:
    pretest_probability      probability of myelopathy before the test: a probability from 0 to 1
    abnormal_gait            abnormal gait on examination: yes or no
    hoffmann_sign            Hoffmann sign: yes or no
    inverted_supinator_sign  inverted supinator sign: yes or no
    babinski_sign            Babinski sign: yes or no
    age_years                age: a whole number from 0 to 120 years

Source: Cook et al. 2010, abstract, likelihood ratios of the clusters

Limits:
    - The probability before the test is the caller's own; the rule supplies none.
    - Nobody is known to have validated the cluster in other people.
    - The ratios are those of thresholds (three or more, none), not of each count. They are not to be multiplied with the ratios of single signs: the signs are the same.
    - Age counts as a finding, so that most people at a spine clinic have one of five by age alone.
    - Age is in completed years, so the finding begins at 46.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pretest_probability': 0.353, 'age_years': 53, 'hoffmann_sign': True, 'babinski_sign': True, 'abnormal_gait': True}
    >>> cm.cook_probability(person).answer
    '0.944 probability (interval 0.75 to 0.99)'
"""

cook_result: Final[Bands]
"""
The result of the cluster of Cook 2010: ruled out, indeterminate or ruled in.

Inputs, each None if not recorded:
    abnormal_gait            abnormal gait on examination: yes or no
    hoffmann_sign            Hoffmann sign: yes or no
    inverted_supinator_sign  inverted supinator sign: yes or no
    babinski_sign            Babinski sign: yes or no
    age_years                age: a whole number from 0 to 120 years

Source: Cook et al. 2010, abstract, likelihood ratios of the clusters

Limits:
    - Ruled out and ruled in are words of the rule, not certainties; a normal examination does not exclude myelopathy.
    - Nobody is known to have validated the cluster in other people.
    - The ratios are those of thresholds (three or more, none), not of each count. They are not to be multiplied with the ratios of single signs: the signs are the same.
    - Age counts as a finding, so that most people at a spine clinic have one of five by age alone.
    - Age is in completed years, so the finding begins at 46.

Example:
    >>> import cervmyelo as cm
    >>> person = {'age_years': 53, 'hoffmann_sign': True, 'babinski_sign': True, 'abnormal_gait': True}
    >>> cm.cook_result(person).answer
    'ruled in'
"""

cord_area_small: Final[Bands]
"""
Whether the cord area is as small as in people who went on to develop myelopathy.

Inputs, each None if not recorded:
    cord_area_mm2  area of the cord: a number from 5 to 200 mm²

Source: Kadaňka et al. 2017, independent predictors, area of the cord

Limits:
    - For people with compression on imaging and no myelopathy: it tells who is likelier to develop it, not who has it.
    - No odds ratio was seen, so that no risk follows from it.

Example:
    >>> import cervmyelo as cm
    >>> person = {'cord_area_mm2': 70.1}
    >>> cm.cord_area_small(person).answer
    'small'
"""

cord_compression_ratio: Final[Quotient]
"""
The compression ratio of the cord from its two diameters; lower is flatter.

Inputs, each None if not recorded:
    cord_ap_mm          cord from front to back at the level: a number from 0.5 to 40 mm
    cord_transverse_mm  cord from side to side: a number from 1 to 40 mm

Source: Kadaňka et al. 2017, compression ratio

Limits:
    - A ratio, never a percentage; some software gives it times 100.
    - A lower ratio is a flatter cord.
    - To have it judged, record it as the compression ratio of the cord; nothing is carried over by itself.

Example:
    >>> import cervmyelo as cm
    >>> person = {'cord_ap_mm': 3.7, 'cord_transverse_mm': 10.0}
    >>> cm.cord_compression_ratio(person).answer
    '0.37 ratio'
"""

ems_grade: Final[Bands]
"""
The grade by the EMS: normal, 1, 2 or 3; higher is worse.

Inputs, each None if not recorded:
    ems_gait            EMS gait: a whole number from 1 to 5 points
    ems_bladder_bowel   EMS bladder and bowel: a whole number from 1 to 3 points
    ems_hand            EMS hand function: a whole number from 1 to 4 points
    ems_proprioception  EMS proprioception and coordination: a whole number from 1 to 3 points
    ems_paraesthesia    EMS paraesthesia and pain: a whole number from 1 to 3 points

Source: Herdmann et al. 1994, table 2 of the paper that prints it, grades

Limits:
    - Never to be taken for a band of the mJOA or the P-mJOA: the bands agree poorly.
    - How the grades were derived was not read.

Example:
    >>> import cervmyelo as cm
    >>> person = {'ems_gait': 5, 'ems_hand': 4, 'ems_proprioception': 3, 'ems_paraesthesia': 3}
    >>> cm.ems_grade(person).answer
    'normal or 1'
"""

ems_total: Final[Sum]
"""
The total of the European Myelopathy Score (EMS), 5 to 18 points; higher is better.

Inputs, each None if not recorded:
    ems_gait            EMS gait: a whole number from 1 to 5 points
    ems_bladder_bowel   EMS bladder and bowel: a whole number from 1 to 3 points
    ems_hand            EMS hand function: a whole number from 1 to 4 points
    ems_proprioception  EMS proprioception and coordination: a whole number from 1 to 3 points
    ems_paraesthesia    EMS paraesthesia and pain: a whole number from 1 to 3 points

Source: Herdmann et al. 1994, table 2 of the paper that prints it

Limits:
    - Every item begins at one point, so a total below 5 has an item missing.
    - Not the mJOA, though both end at 18.
    - The paper in which the table was read gives the score another year, 2008.

Example:
    >>> import cervmyelo as cm
    >>> person = {'ems_gait': 5, 'ems_hand': 4, 'ems_proprioception': 3, 'ems_paraesthesia': 3}
    >>> cm.ems_total(person).answer
    '16 to 18 points'
"""

grip_release: Final[FirstMatch]
"""
The result of the grip-and-release test: positive below the usual number of cycles.

Inputs, each None if not recorded:
    grip_release_cycles  grip-and-release test, weaker side: a whole number from 0 to 100 cycles

Source: Neurospine study of the grip-and-release test, customary cut-off

Limits:
    - The weaker side counts.
    - The customary cut-off flags healthy older people: their mean lies below it from the sixties on.
    - The cut-off is a custom and does not depend on age or sex.

Example:
    >>> import cervmyelo as cm
    >>> person = {'grip_release_cycles': 19}
    >>> cm.grip_release(person).answer
    'positive'
"""

grip_release_probability: Final[PostTest]
"""
The probability of myelopathy after the grip-and-release test.

Inputs, each None if not recorded:
    pretest_probability  probability of myelopathy before the test: a probability from 0 to 1
    grip_release_cycles  grip-and-release test, weaker side: a whole number from 0 to 100 cycles

Source: Neurospine study of the grip-and-release test, accuracy at the customary cut-off

Limits:
    - The probability before the test is the caller's own; the rule supplies none.
    - Not to be multiplied with another sign or with the cluster of Cook 2010: signs of one person are not independent.
    - The ratios are computed from the sensitivity and the specificity of one study and have no interval.
    - The customary cut-off flags healthy older people: their mean lies below it from the sixties on.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pretest_probability': 0.5, 'grip_release_cycles': 19}
    >>> cm.grip_release_probability(person).answer
    '0.757 probability'
"""

grip_strength_screen: Final[FirstMatch]
"""
Whether grip strength is below the cut-off of Kobayashi 2021 for age and sex.

Inputs, each None if not recorded:
    age_years         age: a whole number from 0 to 120 years
    grip_strength_kg  grip strength, weaker hand: a number from 0 to 150 kg
    sex_at_birth      sex recorded at birth: male or female

Source: Kobayashi et al. 2021, cut-offs by age and sex

Limits:
    - The weaker of both hands counts.
    - A screen and no diagnosis: many other things weaken a grip.
    - Whether a grip exactly at the cut-off counts as weak was not seen, so it has a grade of its own.
    - Cut-offs are of one study; those of men are the same from 60 to 79 years.

Example:
    >>> import cervmyelo as cm
    >>> person = {'age_years': 65, 'grip_strength_kg': 20.0}
    >>> cm.grip_strength_screen(person).answer
    'above cut off or below cut off'
"""

hoffmann_probability: Final[PostTest]
"""
The probability of myelopathy after testing for the Hoffmann sign.

Inputs, each None if not recorded:
    pretest_probability  probability of myelopathy before the test: a probability from 0 to 1
    hoffmann_sign        Hoffmann sign: yes or no

Source: Rhee et al. 2009, as quoted, figures of the signs

Limits:
    - The probability before the test is the caller's own; the rule supplies none.
    - Not to be multiplied with another sign or with the cluster of Cook 2010: signs of one person are not independent.
    - The ratios are computed from the sensitivity and the specificity of one small study and have no interval.
    - The people of the study were operated on; nothing is said of milder disease.
    - The figures were seen in a text that quotes the study; copies of it differ in the specificity.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pretest_probability': 0.5, 'hoffmann_sign': True}
    >>> cm.hoffmann_probability(person).answer
    '0.756 probability'
"""

hyperreflexia_probability: Final[PostTest]
"""
The probability of myelopathy after testing for hyperreflexia.

Inputs, each None if not recorded:
    pretest_probability  probability of myelopathy before the test: a probability from 0 to 1
    hyperreflexia        hyperreflexia: yes or no

Source: Rhee et al. 2009, as quoted, figures of the signs

Limits:
    - The probability before the test is the caller's own; the rule supplies none.
    - Not to be multiplied with another sign or with the cluster of Cook 2010: signs of one person are not independent.
    - The ratios are computed from the sensitivity and the specificity of one small study and have no interval.
    - The people of the study were operated on; nothing is said of milder disease.
    - The figures were seen in a text that quotes the study.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pretest_probability': 0.5, 'hyperreflexia': True}
    >>> cm.hyperreflexia_probability(person).answer
    '0.558 probability'
"""

inverted_supinator_probability: Final[PostTest]
"""
The probability of myelopathy after testing for the inverted supinator sign.

Inputs, each None if not recorded:
    pretest_probability      probability of myelopathy before the test: a probability from 0 to 1
    inverted_supinator_sign  inverted supinator sign: yes or no

Source: Rhee et al. 2009, as quoted, figures of the signs

Limits:
    - The probability before the test is the caller's own; the rule supplies none.
    - Not to be multiplied with another sign or with the cluster of Cook 2010: signs of one person are not independent.
    - The ratios are computed from the sensitivity and the specificity of one small study and have no interval.
    - The people of the study were operated on; nothing is said of milder disease.
    - The figures were seen in a text that quotes the study.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pretest_probability': 0.5, 'inverted_supinator_sign': True}
    >>> cm.inverted_supinator_probability(person).answer
    '0.729 probability'
"""

joa1994_change: Final[Quotient]
"""
The change of the JOA (1994) in points; positive is better.

Inputs, each None if not recorded:
    joa1994_after   JOA total of 1994 after: a number in steps of 0.5 from -2 to 17 points
    joa1994_before  JOA total of 1994 before: a number in steps of 0.5 from -2 to 17 points

Source: Recovery rate calculator, item 3, recovery rate by Hirabayashi

Limits:
    - Points of one scale; the two must be scored by the same edition.
    - Both totals as recorded: a missing item makes a total unknown, not low.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa1994_before': 10.5, 'joa1994_after': 13}
    >>> cm.joa1994_change(person).answer
    '2.5 points'
"""

joa1994_mild: Final[Bands]
"""
Whether myelopathy is mild by the JOA scale of 1994: 14.5 points or more.

Inputs, each None if not recorded:
    joa1994_fingers         JOA 1994 finger function: a whole number from 0 to 4 points
    joa1994_shoulder_elbow  JOA 1994 shoulder and elbow: a number in steps of 0.5 from -2 to 0 points, but not -1.5
    joa1994_motor_lower     JOA 1994 leg motor function: a number in steps of 0.5 from 0 to 4 points, but not 3.5
    joa1994_sensory_upper   JOA 1994 sensation of the arms: a number in steps of 0.5 from 0 to 2 points
    joa1994_sensory_lower   JOA 1994 sensation of the legs: a number in steps of 0.5 from 0 to 2 points
    joa1994_sensory_trunk   JOA 1994 sensation of the trunk: a number in steps of 0.5 from 0 to 2 points
    joa1994_bladder         JOA 1994 bladder function: a whole number from 0 to 3 points

Source: Study of mild myelopathy by the JOA 2024, abstract, definition of mild

Limits:
    - That it is the edition of 1994 is inferred from the half point in the cut-off; the abstract does not name the edition.
    - One cut-off and no more: nothing is said of moderate and severe.
    - Not for the mJOA, whose mild begins elsewhere.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa1994_fingers': 3, 'joa1994_shoulder_elbow': -0.5, 'joa1994_motor_lower': 3, 'joa1994_sensory_upper': 2, 'joa1994_sensory_lower': 2, 'joa1994_sensory_trunk': 2, 'joa1994_bladder': 3}
    >>> cm.joa1994_mild(person).answer
    'mild'
"""

joa1994_recovery_rate: Final[Quotient]
"""
The share of the points missing at baseline that was regained, in percent (JOA of 1994).

Inputs, each None if not recorded:
    joa1994_after   JOA total of 1994 after: a number in steps of 0.5 from -2 to 17 points
    joa1994_before  JOA total of 1994 before: a number in steps of 0.5 from -2 to 17 points

Source: Recovery rate calculator, item 3, recovery rate by Hirabayashi

Limits:
    - Undefined when the score before is the full mark.
    - Negative when the score fell, and then without a fixed lower bound.
    - The full mark is that of the scale: 18 for the mJOA, 17 for the JOA.
    - The mean rate of a group cannot be worked out from its mean scores, and no person's rate from the means of a group.
    - No categories of the rate are given.
    - Two other items on the cited calculator page divide by the score after; that is not this rate.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa1994_before': -2, 'joa1994_after': 7.5}
    >>> cm.joa1994_recovery_rate(person).answer
    '50 %'
"""

joa1994_total: Final[Sum]
"""
The total of the JOA scale of 1994, -2 to 17 points in half points; higher is better.

Inputs, each None if not recorded:
    joa1994_fingers         JOA 1994 finger function: a whole number from 0 to 4 points
    joa1994_shoulder_elbow  JOA 1994 shoulder and elbow: a number in steps of 0.5 from -2 to 0 points, but not -1.5
    joa1994_motor_lower     JOA 1994 leg motor function: a number in steps of 0.5 from 0 to 4 points, but not 3.5
    joa1994_sensory_upper   JOA 1994 sensation of the arms: a number in steps of 0.5 from 0 to 2 points
    joa1994_sensory_lower   JOA 1994 sensation of the legs: a number in steps of 0.5 from 0 to 2 points
    joa1994_sensory_trunk   JOA 1994 sensation of the trunk: a number in steps of 0.5 from 0 to 2 points
    joa1994_bladder         JOA 1994 bladder function: a whole number from 0 to 3 points

Source: Japanese Orthopaedic Association 1994, table 1, the revised 17-point scale

Limits:
    - The item for shoulder and elbow is a deduction, so the least total is negative.
    - Feeling between 50 and 60 percent of normal has no score in the table; it is for the examiner to decide, and is not decided here.
    - Not the edition of 1976, and not the 18-point mJOA.
    - No bands of severity come with it: no paper that sets any for this total was read. The one cut-off that was read is a rule of its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa1994_fingers': 4, 'joa1994_motor_lower': 4, 'joa1994_sensory_upper': 2, 'joa1994_sensory_lower': 2, 'joa1994_sensory_trunk': 2, 'joa1994_bladder': 3}
    >>> cm.joa1994_total(person).answer
    '15 to 17 points'
"""

joa_change: Final[Quotient]
"""
The change of the JOA (1976) in points; positive is better.

Inputs, each None if not recorded:
    joa_after   JOA total of 1976 after: a whole number from 0 to 17 points
    joa_before  JOA total of 1976 before: a whole number from 0 to 17 points

Source: Recovery rate calculator, item 3, recovery rate by Hirabayashi

Limits:
    - Points of one scale; the two must be scored by the same edition.
    - Both totals as recorded: a missing item makes a total unknown, not low.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa_before': 11, 'joa_after': 8}
    >>> cm.joa_change(person).answer
    '-3 points'
"""

joa_mcid: Final[FirstMatch]
"""
Whether the JOA (1976) rose by the minimum clinically important difference.

Inputs, each None if not recorded:
    joa_before  JOA total of 1976 before: a whole number from 0 to 17 points
    joa_after   JOA total of 1976 after: a whole number from 0 to 17 points

Source: JOA and PRO-JOA after posterior decompression, abstract, results

Limits:
    - The published gain is 2.5 points; on this scale of whole points it takes 3.
    - Which edition of the JOA was scored was not seen; the rule is for the scale of 1976 and has no twin for that of 1994.
    - Of people after posterior decompression, by one study.
    - Only for a gain: no noticeable loss was seen to be published.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa_before': 10, 'joa_after': 13}
    >>> cm.joa_mcid(person).answer
    'reached'
"""

joa_recovery_rate: Final[Quotient]
"""
The share of the points missing at baseline that was regained, in percent (JOA of 1976).

Inputs, each None if not recorded:
    joa_after   JOA total of 1976 after: a whole number from 0 to 17 points
    joa_before  JOA total of 1976 before: a whole number from 0 to 17 points

Source: Recovery rate calculator, item 3, recovery rate by Hirabayashi

Limits:
    - Undefined when the score before is the full mark.
    - Negative when the score fell, and then without a fixed lower bound.
    - The full mark is that of the scale: 18 for the mJOA, 17 for the JOA.
    - The mean rate of a group cannot be worked out from its mean scores, and no person's rate from the means of a group.
    - No categories of the rate are given.
    - Two other items on the cited calculator page divide by the score after; that is not this rate.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa_before': 8, 'joa_after': 14}
    >>> cm.joa_recovery_rate(person).answer
    '66.7 %'
"""

joa_total: Final[Sum]
"""
The total of the JOA scale of 1976, 0 to 17 points; higher is better.

Inputs, each None if not recorded:
    joa_motor_upper    JOA arm motor function: a whole number from 0 to 4 points
    joa_motor_lower    JOA leg motor function: a whole number from 0 to 4 points
    joa_sensory_upper  JOA sensation of the arms: a whole number from 0 to 2 points
    joa_sensory_lower  JOA sensation of the legs: a whole number from 0 to 2 points
    joa_sensory_trunk  JOA sensation of the trunk: a whole number from 0 to 2 points
    joa_bladder        JOA bladder function: a whole number from 0 to 3 points

Source: Japanese Orthopaedic Association 1976, table 2, the 17-point scale

Limits:
    - Whole points only; records with half points are of the edition of 1994.
    - Not the 18-point mJOA, whose items and total differ.
    - Eating is judged with chopsticks or a spoon, which does not fit every table.
    - No bands of severity come with it: no paper that sets any for this total was read.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa_motor_upper': 4, 'joa_motor_lower': 4, 'joa_sensory_upper': 2, 'joa_sensory_lower': 2, 'joa_bladder': 3}
    >>> cm.joa_total(person).answer
    '15 to 17 points'
"""

k_line: Final[FirstMatch]
"""
The K-line: negative if the ossified ligament crosses it, otherwise positive.

Inputs, each None if not recorded:
    opll_crosses_k_line  a hardened ligament that crosses the K-line: yes or no

Source: Xue et al. 2022, definition of the K-line

Limits:
    - For people with a hardened ligament only; without one there is nothing to cross the line.
    - To be drawn on the lateral film in neutral position; a film in flexion is another test.

Example:
    >>> import cervmyelo as cm
    >>> person = {'opll_crosses_k_line': True}
    >>> cm.k_line(person).answer
    'negative'
"""

kang_grade: Final[FirstMatch]
"""
The Kang grade of stenosis on MRI, 0 to 3; higher is worse.

Inputs, each None if not recorded:
    cord_t2_hyperintensity  a bright cord on T2: yes or no
    cord_deformed           a deformed cord: yes or no
    subarachnoid_half_lost  more than half of the subarachnoid space lost: yes or no

Source: Radiopaedia, page on the Kang grades, grades

Limits:
    - A grade of the image at one level, not of the person: it does not say that there is myelopathy.
    - A narrowing that takes half of the subarachnoid space or less is grade 0.
    - Bright signal on T2 makes grade 3 by itself, so it must be of the level that is graded. No agreed odds ratio of it was seen, so none is given.

Example:
    >>> import cervmyelo as cm
    >>> person = {'cord_deformed': True}
    >>> cm.kang_grade(person).answer
    '2 or 3'
"""

mcc: Final[Quotient]
"""
Maximum canal compromise (MCC), in percent; higher is worse.

Inputs, each None if not recorded:
    canal_ap_above_mm  canal from front to back at the normal level above: a number from 0.5 to 40 mm
    canal_ap_below_mm  canal from front to back at the normal level below: a number from 0.5 to 40 mm
    canal_ap_mm        canal from front to back at the level: a number from 0.5 to 40 mm

Source: Miyanji et al. 2007, compromise of the canal

Limits:
    - No cut-off is agreed upon, so that no grade is given.
    - Where the level is deeper than the mean of its neighbours the percentage is negative; it is given as it comes out and is not set to zero.
    - The neighbours are to be the nearest levels, above and below, that are not narrowed.

Example:
    >>> import cervmyelo as cm
    >>> person = {'canal_ap_mm': 10.0, 'canal_ap_above_mm': 13.0, 'canal_ap_below_mm': 13.0}
    >>> cm.mcc(person).answer
    '23.1 %'
"""

mjoa_change: Final[Quotient]
"""
The change of the mJOA in points; positive is better.

Inputs, each None if not recorded:
    mjoa_after   mJOA total after: a whole number from 0 to 18 points
    mjoa_before  mJOA total before: a whole number from 0 to 18 points

Source: Pandita et al. 2019, recovery rate, used by the name of Hirabayashi

Limits:
    - Points of one scale; the two must be scored by the same edition.
    - Both totals as recorded: a missing item makes a total unknown, not low.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_before': 12, 'mjoa_after': 15}
    >>> cm.mjoa_change(person).answer
    '3 points'
"""

mjoa_mcid: Final[FirstMatch]
"""
Whether the mJOA rose by the minimum clinically important difference for the baseline severity.

Inputs, each None if not recorded:
    mjoa_before  mJOA total before: a whole number from 0 to 18 points
    mjoa_after   mJOA total after: a whole number from 0 to 18 points

Source: Tetreault et al. 2015, gain by severity, as quoted by the Spine Summit poster 721660 of 2025

Limits:
    - Of people operated on for degenerative myelopathy.
    - A gain that most people notice; it does not say that one person did.
    - Only for a gain: no noticeable loss was seen to be published.
    - The severity is that of the score before; the full mark before leaves no room for a gain.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_before': 14, 'mjoa_after': 15}
    >>> cm.mjoa_mcid(person).answer
    'not reached'
"""

mjoa_recovery_rate: Final[Quotient]
"""
The share of the points missing at baseline that was regained, in percent (mJOA).

Inputs, each None if not recorded:
    mjoa_after   mJOA total after: a whole number from 0 to 18 points
    mjoa_before  mJOA total before: a whole number from 0 to 18 points

Source: Pandita et al. 2019, recovery rate, used by the name of Hirabayashi

Limits:
    - Undefined when the score before is the full mark.
    - Negative when the score fell, and then without a fixed lower bound.
    - The full mark is that of the scale: 18 for the mJOA, 17 for the JOA.
    - The mean rate of a group cannot be worked out from its mean scores, and no person's rate from the means of a group.
    - No categories of the rate are given.
    - Two other items on the cited calculator page divide by the score after; that is not this rate.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_before': 12, 'mjoa_after': 15}
    >>> cm.mjoa_recovery_rate(person).answer
    '50 %'
"""

mjoa_severity: Final[Bands]
"""
The severity of impairment by the mJOA: none, mild, moderate or severe.

Inputs, each None if not recorded:
    mjoa_motor_upper    mJOA hand motor function: a whole number from 0 to 5 points
    mjoa_motor_lower    mJOA leg motor function: a whole number from 0 to 7 points
    mjoa_sensory_upper  mJOA hand sensation: a whole number from 0 to 3 points
    mjoa_sphincter      mJOA bladder function: a whole number from 0 to 3 points

Source: Tetreault et al. 2017, abstract, conclusions

Limits:
    - Derived in people with degenerative myelopathy who were operated on.
    - Not for the bands of the JOA or the European Myelopathy Score.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_motor_lower': 5, 'mjoa_sensory_upper': 2, 'mjoa_sphincter': 2}
    >>> cm.mjoa_severity(person).answer
    'moderate or severe'
"""

mjoa_total: Final[Sum]
"""
The mJOA total, 0 to 18 points; higher is better.

Inputs, each None if not recorded:
    mjoa_motor_upper    mJOA hand motor function: a whole number from 0 to 5 points
    mjoa_motor_lower    mJOA leg motor function: a whole number from 0 to 7 points
    mjoa_sensory_upper  mJOA hand sensation: a whole number from 0 to 3 points
    mjoa_sphincter      mJOA bladder function: a whole number from 0 to 3 points

Source: Benzel et al. 1991, the 18-point modification of the JOA scale

Limits:
    - Whole points only; records with half points are of another scale.
    - Not the 17-point JOA scale, whose items and total differ.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_motor_upper': 3, 'mjoa_motor_lower': 5, 'mjoa_sensory_upper': 2}
    >>> cm.mjoa_total(person).answer
    '10 to 13 points'
"""

mscc: Final[Quotient]
"""
Maximum spinal cord compression (MSCC), in percent; higher is worse.

Inputs, each None if not recorded:
    cord_ap_above_mm  cord from front to back at the normal level above: a number from 0.5 to 40 mm
    cord_ap_below_mm  cord from front to back at the normal level below: a number from 0.5 to 40 mm
    cord_ap_mm        cord from front to back at the level: a number from 0.5 to 40 mm

Source: Miyanji et al. 2007, compression of the cord, as the Spinal Cord Toolbox has it

Limits:
    - No cut-off is agreed upon, so that no grade is given.
    - Where the level is deeper than the mean of its neighbours the percentage is negative; it is given as it comes out and is not set to zero.
    - The neighbours are to be the nearest levels, above and below, that are not compressed.

Example:
    >>> import cervmyelo as cm
    >>> person = {'cord_ap_mm': 6.85, 'cord_ap_above_mm': 7.65, 'cord_ap_below_mm': 7.02}
    >>> cm.mscc(person).answer
    '6.61 %'
"""

nurick_0_normal: Final[FirstMatch]
"""
The Nurick grade by the variant in which 0 includes normal, 0 to 5; higher is worse.

Inputs, each None if not recorded:
    gait_difficulty       difficulty in walking: yes or no
    gait_prevents_work    walking that prevents full-time work or all housework: yes or no
    walks_only_with_help  walks only with help or a frame: yes or no
    chair_or_bed_bound    bound to a chair or to bed: yes or no
    cord_signs            signs of the spinal cord: yes or no

Source: Physiopedia, Nurick Classification, table of grades

Limits:
    - Not the article's stages: a bare number means another state there.
    - Where walking is affected although an examination found no signs of the spinal cord, no grade is given, because the table has none.
    - Of several answers about walking the gravest decides: whoever is bound to a chair is taken to have difficulty in walking too.
    - It grades walking alone; weak or clumsy hands do not raise it.
    - Grade 0 does not tell whether a root is affected.
    - It stretches grade 0 of 1972; grades from 1 up are those of 1972.

Example:
    >>> import cervmyelo as cm
    >>> person = {'cord_signs': True, 'gait_difficulty': False}
    >>> cm.nurick_0_normal(person).answer
    '1 or 3 or 4 or 5'
"""

nurick_1972: Final[FirstMatch]
"""
The Nurick grade of 1972, 0 to 5; higher is worse.

Inputs, each None if not recorded:
    gait_difficulty         difficulty in walking: yes or no
    gait_prevents_work      walking that prevents full-time work or all housework: yes or no
    walks_only_with_help    walks only with help or a frame: yes or no
    chair_or_bed_bound      bound to a chair or to bed: yes or no
    cord_signs              signs of the spinal cord: yes or no
    nerve_root_involvement  symptoms of a nerve root: yes or no

Source: Nurick 1972, grades, as printed in J Med Case Rep 6:146, table 1

Limits:
    - Not the article's stages: a bare number means another state there.
    - Where walking is affected although an examination found no signs of the spinal cord, no grade is given, because the table has none.
    - Of several answers about walking the gravest decides: whoever is bound to a chair is taken to have difficulty in walking too.
    - It grades walking alone; weak or clumsy hands do not raise it.

Example:
    >>> import cervmyelo as cm
    >>> person = {'cord_signs': True, 'gait_difficulty': True}
    >>> cm.nurick_1972(person).answer
    '2 or 3 or 4 or 5'
"""

opll_occupying_ratio: Final[Quotient]
"""
The share of the canal that the ossified ligament occupies, in percent.

Inputs, each None if not recorded:
    opll_thickness_mm  thickness of the hardened ligament: a number from 0 to 40 mm
    canal_ap_mm        canal from front to back at the level: a number from 0.5 to 40 mm

Source: Study of C5 palsy after operations for OPLL, table 5, occupation ratio

Limits:
    - Both lengths are to be of the worst level.
    - No cut-off was seen in a source, so that no grade and no choice of operation follows from it.
    - The source uses the ratio; the paper that first defined it was not seen.
    - A ligament cannot be thicker than its canal: more than 100 % says that one of the lengths is wrong. It is given as it comes out and is not cut off.

Example:
    >>> import cervmyelo as cm
    >>> person = {'opll_thickness_mm': 6.0, 'canal_ap_mm': 12.0}
    >>> cm.opll_occupying_ratio(person).answer
    '50 %'
"""

pmjoa_severity: Final[Bands]
"""
The severity of impairment by the P-mJOA: mild, moderate or severe.

Inputs, each None if not recorded:
    pmjoa_motor_upper    P-mJOA hand motor function: a whole number from 0 to 5 points
    pmjoa_motor_lower    P-mJOA leg motor function: a whole number from 0 to 7 points
    pmjoa_sensory_upper  P-mJOA hand sensation: a whole number from 0 to 3 points
    pmjoa_sphincter      P-mJOA bladder function: a whole number from 0 to 3 points

Source: de Dios et al. 2024, bands compared

Limits:
    - The bands are those that a comparison with the European Myelopathy Score used; no study that derived bands for this form was read.
    - No grade of its own for the full score.
    - Not for the mJOA that a clinician scores, nor for the bands of the European Myelopathy Score.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pmjoa_motor_upper': 5, 'pmjoa_motor_lower': 7, 'pmjoa_sensory_upper': 3, 'pmjoa_sphincter': 3}
    >>> cm.pmjoa_severity(person).answer
    'mild'
"""

pmjoa_total: Final[Sum]
"""
The total of the patient-derived mJOA (P-mJOA), 0 to 18 points; higher is better.

Inputs, each None if not recorded:
    pmjoa_motor_upper    P-mJOA hand motor function: a whole number from 0 to 5 points
    pmjoa_motor_lower    P-mJOA leg motor function: a whole number from 0 to 7 points
    pmjoa_sensory_upper  P-mJOA hand sensation: a whole number from 0 to 3 points
    pmjoa_sphincter      P-mJOA bladder function: a whole number from 0 to 3 points

Source: Study of the patient-derived mJOA, abstract, the same four items in lay wording

Limits:
    - Whole points only.
    - Not the mJOA that a clinician scores: alike on average, not in one person.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pmjoa_motor_lower': 7, 'pmjoa_sensory_upper': 3}
    >>> cm.pmjoa_total(person).answer
    '10 to 18 points'
"""

ranawat: Final[FirstMatch]
"""
The Ranawat class: I, II, IIIA or IIIB; higher is worse.

Inputs, each None if not recorded:
    objective_weakness   weakness that an examination shows: yes or no
    long_tract_signs     signs of the long tracts: yes or no
    ambulatory           able to walk: yes or no
    subjective_weakness  a feeling of weakness: yes or no
    hyperreflexia        hyperreflexia: yes or no
    dysaesthesia         dysaesthesia: yes or no
    neck_pain            neck pain: yes or no

Source: Ranawat et al. 1979, the classes, as tabled at e1v1m1.co.uk page 231

Limits:
    - Made for rheumatoid arthritis; not a scale of degenerative myelopathy.
    - A bare III is no class: whether the person walks decides between IIIA and IIIB.
    - The table says pain and not where; as it grades the neck, neck pain is what counts here.
    - The findings of the second class are read as belonging together, because the table joins them; some of them alone get no class.
    - Signs of the long tracts beside all of the second class, without weakness on examination, leave it the second class: it lacks nothing, and the third does.

Example:
    >>> import cervmyelo as cm
    >>> person = {'objective_weakness': True, 'long_tract_signs': True}
    >>> cm.ranawat(person).answer
    'IIIA or IIIB'
"""

slice_compression: Final[Bands]
"""
Whether one MRI slice of the segmented cord shows compression: none, possible or compression.

Inputs, each None if not recorded:
    compression_ratio      compression ratio of the cord: a ratio from 0 to 2
    cord_area_mm2          area of the cord: a number from 5 to 200 mm²
    cord_solidity_percent  solidity of the cord: a number from 0 to 100 percent
    cord_torsion_degrees   torsion of the cord: a number from 0 to 90 degrees
    disc_level             disc at which the slice lies: C3/4, C4/5, C5/6 or C6/7

Source: Horáková et al. 2022, cut-offs of the probability

Limits:
    - It detects compression of the cord on a segmented image; it does not detect myelopathy.
    - For slices at the discs C3/4 to C6/7 only.
    - A missing input leaves the answer open. The reference program takes a missing torsion for zero; here nothing missing counts as zero.
    - The compression ratio is recorded as a ratio; the published coefficient is for each percent of it.
    - Torsion is the mean change of the orientation of the cord over the six neighbouring pairs from three slices above to three below.
    - One printed case was worked through. For four more slices of the same image only results were printed, so they could not be tested.

Example:
    >>> import cervmyelo as cm
    >>> person = {'compression_ratio': 0.6253018731452272, 'cord_area_mm2': 78.5321685211387, 'cord_solidity_percent': 96.875, 'disc_level': 'C4/5'}
    >>> cm.slice_compression(person).answer
    'none or possible or compression'
"""

slice_compression_probability: Final[Regression]
"""
The probability that one MRI slice of the segmented cord shows compression.

Inputs, each None if not recorded:
    compression_ratio      compression ratio of the cord: a ratio from 0 to 2
    cord_area_mm2          area of the cord: a number from 5 to 200 mm²
    cord_solidity_percent  solidity of the cord: a number from 0 to 100 percent
    cord_torsion_degrees   torsion of the cord: a number from 0 to 90 degrees
    disc_level             disc at which the slice lies: C3/4, C4/5, C5/6 or C6/7

Source: Horáková et al. 2022, equation 4 and table 3

Limits:
    - It detects compression of the cord on a segmented image; it does not detect myelopathy.
    - For slices at the discs C3/4 to C6/7 only.
    - A missing input leaves the answer open. The reference program takes a missing torsion for zero; here nothing missing counts as zero.
    - The compression ratio is recorded as a ratio; the published coefficient is for each percent of it.
    - Torsion is the mean change of the orientation of the cord over the six neighbouring pairs from three slices above to three below.
    - One printed case was worked through. For four more slices of the same image only results were printed, so they could not be tested.

Example:
    >>> import cervmyelo as cm
    >>> person = {'compression_ratio': 0.6253018731452272, 'cord_area_mm2': 78.5321685211387, 'cord_solidity_percent': 96.875, 'cord_torsion_degrees': 1.2029329356733938, 'disc_level': 'C4/5'}
    >>> cm.slice_compression_probability(person).answer
    '0.011 probability'
"""

stability_without_surgery: Final[Curve]
"""
The share of people who stay neurologically stable without surgery, in percent, some years ahead.

Inputs, each None if not recorded:
    horizon_years       years ahead: a number from 0 to 50 years
    mjoa_motor_upper    mJOA hand motor function: a whole number from 0 to 5 points
    mjoa_motor_lower    mJOA leg motor function: a whole number from 0 to 7 points
    mjoa_sensory_upper  mJOA hand sensation: a whole number from 0 to 3 points
    mjoa_sphincter      mJOA bladder function: a whole number from 0 to 3 points

Source: Sarraj et al. 2024, abstract, neurological stability over time

Limits:
    - A share of a group, not a forecast for one person.
    - Only for people who are not operated on.
    - Between two published times the answer is the two figures that bound it; the formulae of the source were not seen and no curve is fitted in their place.
    - The intervals are 95 % credible intervals; between two times, or while something is missing, the widest limits are told.
    - Moderate and severe myelopathy share their figures in the source.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_motor_upper': 4, 'mjoa_motor_lower': 6, 'mjoa_sensory_upper': 2, 'mjoa_sphincter': 3, 'horizon_years': 5}
    >>> cm.stability_without_surgery(person).answer
    '75 % (interval 54 to 90)'
"""

tetreault_2015: Final[Regression]
"""
The relative chance of a good surgical result, compared with a stated reference person; a ratio, never a probability.

Inputs, each None if not recorded:
    mjoa_before    mJOA total before: a whole number from 0 to 18 points
    abnormal_gait  abnormal gait on examination: yes or no
    age_years      age: a whole number from 0 to 120 years
    smoker         current smoking: yes or no

Source: Tetreault et al. 2015, table of relative risks

Limits:
    - Relative only: no intercept was seen, so there is no probability, and the result is not bounded by 1.
    - The reference is a convention of this library (mJOA 15, age 60, normal gait, no smoking); it cancels when two people are compared.
    - Two people are compared as if alike in comorbidity and in the duration of their symptoms.
    - It takes the mJOA total before surgery as recorded, not the items.
    - Of people who were operated on; it says nothing of treatment without surgery.
    - The effects are multiplied as the model does; no interval of the product is published.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_before': 15, 'age_years': 60, 'abnormal_gait': True, 'smoker': True}
    >>> cm.tetreault_2015(person).answer
    '0.593 times the reference (relative risk)'
"""

tetreault_743_odds: Final[Regression]
"""
The relative odds of a good surgical result, compared with a stated reference person; a ratio, never a probability.

Inputs, each None if not recorded:
    age_years    age: a whole number from 0 to 120 years
    smoker       current smoking: yes or no
    mjoa_before  mJOA total before: a whole number from 0 to 18 points

Source: Congress abstract on 743 pooled people, table of odds ratios

Limits:
    - Relative only: no intercept was seen, so there is no probability, and the result is not bounded by 1.
    - The reference is a convention of this library (mJOA 15, age 60, normal gait, no smoking); it cancels when two people are compared.
    - A ratio of odds, which is not a ratio of probabilities; not to be mixed with relative risks.
    - Two people are compared as if alike in gait, comorbidity and the duration of their symptoms.
    - Of people who were operated on; it says nothing of treatment without surgery.
    - A congress abstract; no intervals were seen.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_before': 15, 'age_years': 60, 'smoker': True}
    >>> cm.tetreault_743_odds(person).answer
    '0.51 times the reference (odds ratio)'
"""

torg_pavlov: Final[Bands]
"""
Whether the canal is stenotic by the Torg-Pavlov ratio.

Inputs, each None if not recorded:
    xray_canal_mm  canal on the lateral film: a number from 1 to 40 mm
    xray_body_mm   vertebral body on the lateral film: a number from 1 to 50 mm

Source: Pavlov et al. 1987, cut-off

Limits:
    - A narrow canal on a film is no myelopathy; the film shows no cord.
    - Derived in athletes with neurapraxia, not in people with worn necks.
    - A ratio that is 0.8 on paper counts as 0.8, whatever binary division makes of it, and is not stenotic.

Example:
    >>> import cervmyelo as cm
    >>> person = {'xray_canal_mm': 14.2, 'xray_body_mm': 20.0}
    >>> cm.torg_pavlov(person).answer
    'stenotic'
"""

torg_pavlov_ratio: Final[Quotient]
"""
The Torg-Pavlov ratio: canal to vertebral body on a lateral radiograph.

Inputs, each None if not recorded:
    xray_canal_mm  canal on the lateral film: a number from 1 to 40 mm
    xray_body_mm   vertebral body on the lateral film: a number from 1 to 50 mm

Source: Pavlov et al. 1987, definition of the ratio

Limits:
    - Both lengths are to be of one vertebra on one lateral film; magnification then cancels.
    - A ratio, never a percentage.

Example:
    >>> import cervmyelo as cm
    >>> person = {'xray_canal_mm': 14.2, 'xray_body_mm': 20.0}
    >>> cm.torg_pavlov_ratio(person).answer
    '0.71 ratio'
"""
