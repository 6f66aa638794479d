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

from . import cds_hooks as cds_hooks
from . import cohort as cohort
from . import cql as cql
from . import errors as errors
from . import fhir as fhir
from . import io as io
from . import literature as literature
from . import plots as plots
from . import records as records
from . import report as report
from . import synthetic as synthetic
from . import terminology as terminology
from . import tools as tools
from .bibliography import citations as citations
from .case import Case as Case
from .cohort.assess import assess_cohort as assess_cohort
from .cohort.change import change_over_time as change_over_time
from .cohort.difference import diff as diff
from .cohort.schema import cohort_schema as cohort_schema
from .cohort.summary import summarise as summarise
from .cohort.tidy import recorded_answers as recorded_answers
from .cohort.tidy import tidy_cohort as tidy_cohort
from .cohort.wide import long_to_wide as long_to_wide
from .cohort.wide import wide_to_long as wide_to_long
from .column_maps.column_map import ColumnMap as ColumnMap
from .diagnosis.probabilities import update_probability as update_probability
from .errors import CervmyeloError as CervmyeloError
from .findings import Finding as Finding
from .forms import Bands, Curve, FirstMatch, PostTest, Quotient, Regression, Sum, Tally
from .instruments.crosswalks import crosswalk as crosswalk
from .models.cooper import Cooper as Cooper
from .models.ems import EMS as EMS
from .models.examination import Examination as Examination
from .models.follow_up import FollowUp as FollowUp
from .models.follow_up import Nurick0Normal as Nurick0Normal
from .models.follow_up import Nurick1972 as Nurick1972
from .models.imaging import Imaging as Imaging
from .models.joa import JOA as JOA
from .models.joa import JOA1994 as JOA1994
from .models.joacmeq import JOACMEQ as JOACMEQ
from .models.mdi import MDI as MDI
from .models.mjoa import MJOA as MJOA
from .models.ndi import NDI as NDI
from .models.outcome_measures import OutcomeMeasures as OutcomeMeasures
from .models.outcome_measures import SF36 as SF36
from .models.patient import Patient as Patient
from .models.patient import QUANTITIES as quantities
from .models.patient_mjoa import PatientMJOA as PatientMJOA
from .models.symptoms import Symptom as Symptom
from .models.walking import Walking as Walking
from .partly import Partly as Partly
from .partly import between as between
from .partly import one_of as one_of
from .registry import RULES as rules
from .registry import SCALES as scales
from .results.assessment import Assessment as Assessment
from .results.assessment import assess as assess
from .results.change import Change as Change
from .results.core_set import CoreMeasure as CoreMeasure
from .results.core_set import CoreMeasurementSet as CoreMeasurementSet
from .results.core_set import core_measurement_set as core_measurement_set
from .results.course import Course as Course
from .results.course import course as course
from .results.profiles import Outlook as Outlook
from .results.profiles import RiskProfile as RiskProfile
from .results.profiles import estimate_outlook as estimate_outlook
from .results.profiles import score_risk as score_risk
from .results.questions import Question as Question
from .results.questions import next_question as next_question
from .results.stage import grade as grade
from .results.tidy import tidy_findings as tidy_findings
from .results.urgency import Urgency as Urgency
from .results.urgency import triage as triage
from .results.visits import Visit as Visit
from .scale import Grade as Grade

__all__ = [
    "Assessment",
    "Case",
    "CervmyeloError",
    "Change",
    "ColumnMap",
    "Cooper",
    "CoreMeasure",
    "CoreMeasurementSet",
    "Course",
    "EMS",
    "Examination",
    "Finding",
    "FollowUp",
    "Grade",
    "Imaging",
    "JOA",
    "JOA1994",
    "JOACMEQ",
    "MDI",
    "MJOA",
    "NDI",
    "Nurick0Normal",
    "Nurick1972",
    "OutcomeMeasures",
    "Outlook",
    "Partly",
    "Patient",
    "PatientMJOA",
    "Question",
    "RiskProfile",
    "SF36",
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
    "between",
    "canal_stenosis",
    "cds_hooks",
    "change_over_time",
    "citations",
    "cohort",
    "cohort_schema",
    "conversion_factors",
    "cook_cluster",
    "cook_probability",
    "cook_result",
    "cooper_lower",
    "cooper_upper",
    "cord_area_small",
    "cord_compression_ratio",
    "core_measurement_set",
    "course",
    "cql",
    "crosswalk",
    "diff",
    "ems_change",
    "ems_grade",
    "ems_total",
    "errors",
    "estimate_outlook",
    "fhir",
    "grade",
    "grip_release",
    "grip_release_kobayashi_2022",
    "grip_release_machino",
    "grip_release_probability",
    "grip_strength_kobayashi_2022",
    "grip_strength_screen",
    "grip_tests_kobayashi_2022",
    "grip_tests_kobayashi_2022_probability",
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
    "joa_mcid_mirror",
    "joa_recovery_rate",
    "joa_total",
    "joacmeq_bladder",
    "joacmeq_bladder_benefit",
    "joacmeq_bladder_change",
    "joacmeq_lower_limb",
    "joacmeq_lower_limb_benefit",
    "joacmeq_lower_limb_change",
    "joacmeq_neck",
    "joacmeq_neck_benefit",
    "joacmeq_neck_change",
    "joacmeq_quality_of_life",
    "joacmeq_quality_of_life_benefit",
    "joacmeq_quality_of_life_change",
    "joacmeq_upper_limb",
    "joacmeq_upper_limb_benefit",
    "joacmeq_upper_limb_change",
    "k_line",
    "kang_grade",
    "literature",
    "long_to_wide",
    "low_compression_ratio",
    "mcc",
    "mdi_severity",
    "mjoa_change",
    "mjoa_fall_martin_2021",
    "mjoa_mcid",
    "mjoa_mcid_mirror",
    "mjoa_recovery_rate",
    "mjoa_severity",
    "mjoa_total",
    "mscc",
    "ndi_change",
    "ndi_disability",
    "ndi_percent_of_nine",
    "ndi_reduction",
    "ndi_total",
    "next_question",
    "nurick_0_normal",
    "nurick_0_normal_change",
    "nurick_1972",
    "nurick_1972_change",
    "one_of",
    "opll_occupying_ratio",
    "plots",
    "pmjoa_change",
    "pmjoa_severity",
    "pmjoa_total",
    "quantities",
    "ranawat",
    "recorded_answers",
    "records",
    "report",
    "rules",
    "scales",
    "score_risk",
    "sf36_mcs_change",
    "sf36_mcs_mcid",
    "sf36_pcs_change",
    "sf36_pcs_mcid",
    "slice_compression",
    "slice_compression_probability",
    "stability_without_surgery",
    "step_test_machino",
    "summarise",
    "synthetic",
    "terminology",
    "tetreault_2015",
    "tetreault_743_odds",
    "tidy_cohort",
    "tidy_findings",
    "tools",
    "torg_pavlov",
    "torg_pavlov_ratio",
    "triage",
    "update_probability",
    "wide_to_long"
]

__version__: str

any_sign_probability: Final[PostTest]
"""
The post-test probability of myelopathy by five signs: positive if any is present, negative if all five are absent.

Inputs, each None if not recorded:
    pretest_probability      probability of myelopathy before the test: a probability from 0 to 1
    hyperreflexia            hyperreflexia: yes or no
    hoffmann_sign            Hoffmann sign: yes or no
    inverted_supinator_sign  inverted supinator sign: yes or no
    sustained_clonus         sustained clonus: yes or no
    babinski_sign            Babinski sign: yes or no

For: 39 people who had surgery for myelopathy and improved after it, and 37 controls.

Source: Rhee et al. 2009, abstract, results

Limits:
    - You provide the pre-test probability; the rule has no default.
    - Do not multiply by the ratio of another sign or of the Cook 2010 cluster: signs in one person are not independent.
    - The ratios are calculated from a sensitivity and a specificity and have no confidence interval.
    - One small study of people who had surgery and improved by at least one Nurick grade after it: the disease was certain and often advanced, so in practice the signs are probably less accurate (spectrum bias).
    - "Any sign" means any of the five signs that a later review lists for the study; the study examined hyperreflexia at five places.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pretest_probability': 0.5, 'hoffmann_sign': True}
    >>> cm.any_sign_probability(person).answer
    '0.581 probability'
"""

ao_spine_2017: Final[FirstMatch]
"""
The recommendation of the 2017 AO Spine guideline.

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

Can be recorded in place of inputs: mjoa_total

For: Adults with degenerative myelopathy, or with compression of the cord by degenerative disease, who were not operated on for it before.

Source: AO Spine / CSRS guideline 2017, recommendations

Limits:
    - Degenerative myelopathy only; a guideline for clinicians, not advice for one person. Infection, cancer, injury and rheumatoid arthritis are other diseases with other treatment.
    - For an injury of the cord in a narrow canal the severity bands of this guideline do not decide.
    - Pregnancy is not taken into account, neither for surgery nor for imaging.
    - Whether a person has myelopathy is a clinician's judgement; no score replaces it.
    - The guideline gives one rating to all its recommendations for mild myelopathy; each of them has that rating here.
    - Its advice on counselling and follow-up of people to whom prophylactic surgery is not offered was not read in full. Not offering surgery does not mean that nothing is to be done.
    - Later guidance exists; none that formally replaces this guideline was found.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_motor_upper': 4, 'mjoa_motor_lower': 6, 'mjoa_sensory_upper': 2, 'mjoa_sphincter': 3, 'myelopathy': True, 'treated_without_surgery': False}
    >>> cm.ao_spine_2017(person).answer
    'surgery / rehabilitation trial'
"""

article_cause: Final[FirstMatch]
"""
The kind of cause on record: another than wear and tear, degenerative, both, or none listed.

Inputs, each None if not recorded:
    neck_injury           an injury of the neck or spinal cord: yes or no
    spinal_infection      an infection of the neck or spinal cord: yes or no
    spinal_cancer         a cancer of the spinal cord: yes or no
    rheumatoid_arthritis  rheumatoid arthritis: yes or no
    other_arthritis       another arthritis of the neck: yes or no
    disc_degeneration     worn discs: yes or no
    herniated_disc        a herniated disc: yes or no
    bone_spurs            bone spurs: yes or no
    overgrown_ligaments   overgrown ligaments: yes or no
    spondylosis           spondylosis: yes or no

For: The general public: the article is written for people who may have cervical myelopathy.

Source: Cervical myelopathy article, Questions, cervical spondylotic myelopathy

Limits:
    - The article names these as reasons for disc degeneration; it counts spondylosis, bone spurs, bulging discs and overgrown ligaments as wear and tear.
    - Several causes can act together. An infection, a cancer or an injury is never hidden behind wear and tear, which most people of higher age have.
    - A cause that the article does not list is not detected.

Example:
    >>> import cervmyelo as cm
    >>> person = {'bone_spurs': True, 'spinal_cancer': False}
    >>> cm.article_cause(person).answer
    'degenerative or another cause, besides wear and tear'
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

For: People who may have the degenerative form of cervical myelopathy; the article states no age and no other condition.

Source: Cervical myelopathy article, Questions, early signs of degenerative cervical myelopathy

Limits:
    - A list of possible first signs; the article gives no number of signs that confirms or excludes the diagnosis.

Example:
    >>> import cervmyelo as cm
    >>> person = {'neck_pain': True}
    >>> cm.article_early_signs(person).answer
    '1 to 5 of 5'
"""

article_outlook_factors: Final[Tally]
"""
How many of the article's factors for a less favourable outlook are present; a count without weights.

Inputs, each None if not recorded:
    symptom_duration_months  time since the first symptom: a number from 0 to 1440 months
    neck_mobility            range of motion of the neck: decreased, normal or increased
    sex_at_birth             sex recorded at birth: male or female

For: People with cervical myelopathy; the article states no age and no cause.

Source: Cervical myelopathy article, Outlook, list of factors

Limits:
    - A count of factors: no source gives effect sizes, so there is no probability.
    - Reduced neck mobility is the article's factor; the study behind it found the opposite.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'symptom_duration_months': 24}
    >>> cm.article_outlook_factors(person).answer
    '1 to 3 of 3'
"""

article_risk_factors: Final[Tally]
"""
How many of the article's four risk factors are present; a count without weights.

Inputs, each None if not recorded:
    age_years                age: a whole number from 0 to 120 years
    congenital_narrow_canal  spinal canal narrow from birth: yes or no
    opll                     hardened posterior longitudinal ligament (OPLL): absent, not_imaged or present
    asian_descent            Asian descent: yes or no
    rheumatoid_arthritis     rheumatoid arthritis: yes or no

For: Everyone: the article lists what may raise the risk of developing cervical myelopathy, and states no condition.

Source: Cervical myelopathy article, Risk factors

Limits:
    - A count of factors, not a risk: no source gives weights for combining them.
    - Descent is a proxy for OPLL only if no imaging was done; if imaging showed or excluded OPLL, only the imaging counts.
    - Age is in completed years, so the age factor starts at 56.

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

Can be recorded in place of inputs: article_stage

For: People whose cervical myelopathy is monitored. The first stages describe people without cord signs; the article states no age and no other condition.

Source: Cervical myelopathy article, Stages, table

Limits:
    - Not the 1972 Nurick grades: the same number means a different state there.
    - Record a gait change as absent if it has another cause.
    - Work that is limited only by the hands does not raise the stage; the article refers to mobility.

Example:
    >>> import cervmyelo as cm
    >>> person = {'gait_change': True, 'wheelchair_or_immobile': False}
    >>> cm.article_stage(person).answer
    '3 or 4'
"""

article_urgency: Final[FirstMatch]
"""
How soon to contact a doctor, by the article: none, prompt or emergency.

Inputs, each None if not recorded:
    inability_to_move                 inability to move: yes or no
    bowel_or_bladder_change           changed bowel or bladder function: yes or no
    bowel_or_bladder_change_onset     onset of changed bowel or bladder function: gradual or sudden
    bowel_or_bladder_change_severity  severity of changed bowel or bladder function: mild, moderate or severe
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

For: The general public: the article is written for people who may have cervical myelopathy, of any age.

Source: Cervical myelopathy article, When to contact a doctor

Limits:
    - Written for the general public, in a country where the emergency number is 911.
    - It uses only what was recorded and does not replace clinical judgement.
    - The article gives pain, numbness and inability to move as examples of sudden or severe symptoms; here every symptom on its list counts.
    - The article does not speak of people with known disease. Where a disease, a sign or a score below its full mark is on record, the answer is at least prompt, even if every symptom is denied.
    - It does not know when an injury happened: a recorded injury of the neck alone does not change the answer.

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

For: People in whom a doctor looks for cervical myelopathy; the article states no age and no other condition.

Source: Cervical myelopathy article, Diagnosis

Limits:
    - These are the steps in the article; a clinician decides which of them a person needs.
    - Imaging may be recommended to confirm the diagnosis; the article names MRI and X-ray as alternatives, not as two required steps.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'gait_examined': True, 'mri_done': False}
    >>> cm.article_workup(person).answer
    '1 to 6 of 7'
"""

babinski_probability: Final[PostTest]
"""
The post-test probability of myelopathy by the Babinski sign.

Inputs, each None if not recorded:
    pretest_probability  probability of myelopathy before the test: a probability from 0 to 1
    babinski_sign        Babinski sign: yes or no

For: A group in which 40 percent had myelopathy.

Source: Cook et al. 2009, likelihood ratios of the Babinski sign

Limits:
    - You provide the pre-test probability; the rule has no default.
    - Do not multiply by the ratio of another sign or of the Cook 2010 cluster: signs in one person are not independent.
    - Other figures have no false positives; their infinite ratio is not used.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pretest_probability': 0.4, 'babinski_sign': True}
    >>> cm.babinski_probability(person).answer
    '0.727 probability (interval 0.423 to 0.917)'
"""

bednarik_early_predictors: Final[Tally]
"""
How many of the two predictors of early myelopathy (Bednařík 2008) are present, 0 to 2.

Inputs, each None if not recorded:
    radiculopathy               radiculopathy: yes or no
    abnormal_evoked_potentials  abnormal evoked potentials: yes or no

For: People with spondylotic compression of the cervical cord on MRI but without clear signs of myelopathy. What was followed is the first appearance of myelopathy. The abstract gives only the median age.

Source: Bednařík et al. 2008, early predictors

Limits:
    - Only for people with cord compression on imaging and without myelopathy.
    - A count, not a probability: no coefficients were available.
    - No external validation was found.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.
    - Early means within 12 months; T2 hyperintensity of the cord predicts later myelopathy and is not counted here.
    - The source requires symptomatic radiculopathy.

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

Can be recorded in place of inputs: canal_stenosis

For: No population is stated in the reference page that was read.

Source: Radiopaedia, page on stenosis, relative and absolute stenosis

Limits:
    - A narrow canal is not myelopathy and does not show that the cord is compressed.
    - Taken from a reference page; the study behind its cut-offs was not read.
    - Exactly 10 mm and exactly 13 mm are relative stenosis, as in the page's own range.
    - The normal diameter differs by level; do not use a value from C1, C2 or C7.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'canal_diameter_mm': 10.0}
    >>> cm.canal_stenosis(person).answer
    'relative'
"""

conversion_factors: Final[Tally]
"""
How many of the three predictors of conversion to myelopathy (Kadaňka 2017) are present, 0 to 3.

Inputs, each None if not recorded:
    radiculopathy      radiculopathy: yes or no
    cord_area_mm2      area of the cord: a number from 5 to 200 mm²
    compression_ratio  compression ratio of the cord: a ratio from 0 to 2

For: People with degenerative compression of the cervical cord but without myelopathy, with or without radiculopathy or neck pain; the youngest was an adult. What was followed is the first appearance of myelopathy.

Source: Kadaňka et al. 2017, independent predictors

Limits:
    - Only for people with cord compression on imaging and without myelopathy.
    - A count, not a probability: no coefficients were available.
    - No external validation was found.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.
    - Measure the area and the ratio at the compressed level.

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

For: The people of the study: with myelopathy, or with other disorders of the cervical spine. The abstract and the review that were read state no age limit and no other condition.

Source: Cook et al. 2010, abstract, the five findings

Limits:
    - No external validation of the cluster is known.
    - The ratios apply to thresholds (three or more, none), not to each count. Do not multiply them by the ratios of single signs: the signs are the same.
    - Age is one of the five findings, so most people in a spine clinic have one by age alone.
    - Age is in completed years, so the age finding starts at 46.
    - Whether children were studied is not known.

Example:
    >>> import cervmyelo as cm
    >>> person = {'age_years': 53, 'hoffmann_sign': True, 'babinski_sign': True, 'abnormal_gait': True}
    >>> cm.cook_cluster(person).answer
    '4 to 5 of 5'
"""

cook_probability: Final[PostTest]
"""
The post-test probability of myelopathy by the Cook 2010 cluster.

Inputs, each None if not recorded:
    pretest_probability      probability of myelopathy before the test: a probability from 0 to 1
    abnormal_gait            abnormal gait on examination: yes or no
    hoffmann_sign            Hoffmann sign: yes or no
    inverted_supinator_sign  inverted supinator sign: yes or no
    babinski_sign            Babinski sign: yes or no
    age_years                age: a whole number from 0 to 120 years

Can be recorded in place of inputs: cook_result

For: The people of the study: with myelopathy, or with other disorders of the cervical spine. The abstract and the review that were read state no age limit and no other condition.

Source: Cook et al. 2010, abstract, likelihood ratios of the clusters

Limits:
    - You provide the pre-test probability; the rule has no default.
    - No external validation of the cluster is known.
    - The ratios apply to thresholds (three or more, none), not to each count. Do not multiply them by the ratios of single signs: the signs are the same.
    - Age is one of the five findings, so most people in a spine clinic have one by age alone.
    - Age is in completed years, so the age finding starts at 46.
    - Whether children were studied is not known.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pretest_probability': 0.353, 'age_years': 53, 'hoffmann_sign': True, 'babinski_sign': True, 'abnormal_gait': True}
    >>> cm.cook_probability(person).answer
    '0.944 probability (interval 0.75 to 0.99)'
"""

cook_result: Final[Bands]
"""
The result of the Cook 2010 cluster: ruled out, indeterminate or ruled in.

Inputs, each None if not recorded:
    abnormal_gait            abnormal gait on examination: yes or no
    hoffmann_sign            Hoffmann sign: yes or no
    inverted_supinator_sign  inverted supinator sign: yes or no
    babinski_sign            Babinski sign: yes or no
    age_years                age: a whole number from 0 to 120 years

Can be recorded in place of inputs: cook_result

For: The people of the study: with myelopathy, or with other disorders of the cervical spine. The abstract and the review that were read state no age limit and no other condition.

Source: Cook et al. 2010, abstract, likelihood ratios of the clusters

Limits:
    - "Ruled out" and "ruled in" are the terms of the rule, not certainties; a normal examination does not exclude myelopathy.
    - No external validation of the cluster is known.
    - The ratios apply to thresholds (three or more, none), not to each count. Do not multiply them by the ratios of single signs: the signs are the same.
    - Age is one of the five findings, so most people in a spine clinic have one by age alone.
    - Age is in completed years, so the age finding starts at 46.
    - Whether children were studied is not known.

Example:
    >>> import cervmyelo as cm
    >>> person = {'age_years': 53, 'hoffmann_sign': True, 'babinski_sign': True, 'abnormal_gait': True}
    >>> cm.cook_result(person).answer
    'ruled in'
"""

cooper_lower: Final[Bands]
"""
The Cooper grade of the legs, 0 to 5, with its meaning; higher is worse.

Inputs, each None if not recorded:
    cooper_lower  Cooper grade of the legs: a whole number from 0 to 5

For: No population is stated in the page that was read.

Source: Scientific Spine, table of grades

Limits:
    - Arms and legs are graded apart; the two grades are never added up.
    - It shows a recorded grade with its meaning; no other finding is read.
    - The original publication was not read.
    - Not the Nurick grades, although both grade walking from 0 to 5.

Example:
    >>> import cervmyelo as cm
    >>> person = {'cooper_lower': 2}
    >>> cm.cooper_lower(person).answer
    '2'
"""

cooper_upper: Final[Bands]
"""
The Cooper grade of the arms, 0 to 4, with its meaning; higher is worse.

Inputs, each None if not recorded:
    cooper_upper  Cooper grade of the arms: a whole number from 0 to 4

For: No population is stated in the page that was read.

Source: Scientific Spine, table of grades

Limits:
    - Arms and legs are graded apart; the two grades are never added up.
    - It shows a recorded grade with its meaning; no other finding is read.
    - The original publication was not read.

Example:
    >>> import cervmyelo as cm
    >>> person = {'cooper_upper': 2}
    >>> cm.cooper_upper(person).answer
    '2'
"""

cord_area_small: Final[Bands]
"""
Whether the cord area is at or below the cut-off that predicted myelopathy.

Inputs, each None if not recorded:
    cord_area_mm2  area of the cord: a number from 5 to 200 mm²

Can be recorded in place of inputs: cord_area_small

For: People with degenerative compression of the cervical cord but without myelopathy, with or without radiculopathy or neck pain; the youngest was an adult. What was followed is the first appearance of myelopathy.

Source: Kadaňka et al. 2017, independent predictors, area of the cord

Limits:
    - For people with compression on imaging but without myelopathy: it indicates who is more likely to develop myelopathy, not who has it.
    - No odds ratio was available, so no risk is calculated.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

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

Can be recorded in place of inputs: cord_compression_ratio

For: A measurement of an image, of whomever it is; the source used it in people with compression but without myelopathy.

Source: Kadaňka et al. 2017, compression ratio

Limits:
    - A ratio, not a percentage; some software reports it multiplied by 100.
    - A lower ratio means a flatter cord.
    - To compare it with the published cut-off, record it as the compression ratio of the cord; it is not passed on automatically.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'cord_ap_mm': 3.7, 'cord_transverse_mm': 10.0}
    >>> cm.cord_compression_ratio(person).answer
    '0.37 ratio'
"""

ems_change: Final[Quotient]
"""
The change of the European Myelopathy Score in points; positive is better.

Inputs, each None if not recorded:
    ems_after   EMS total after: a whole number from 5 to 18 points
    ems_before  EMS total before: a whole number from 5 to 18 points

For: No population is stated in the table that was read.

Source: Herdmann et al. 1994, table 2 of the paper that prints it

Limits:
    - Both scores must be on the same scale and edition.
    - A missing score leaves the change unknown; it is never counted as zero.
    - No minimum clinically important difference and no recovery rate was found for this scale.

Example:
    >>> import cervmyelo as cm
    >>> person = {'ems_before': 12, 'ems_after': 14}
    >>> cm.ems_change(person).answer
    '2 points'
"""

ems_grade: Final[Bands]
"""
The EMS grade: normal, 1, 2 or 3; higher is worse.

Inputs, each None if not recorded:
    ems_gait            EMS gait: a whole number from 1 to 5 points
    ems_bladder_bowel   EMS bladder and bowel: a whole number from 1 to 3 points
    ems_hand            EMS hand function: a whole number from 1 to 4 points
    ems_proprioception  EMS proprioception and coordination: a whole number from 1 to 3 points
    ems_paraesthesia    EMS paraesthesia and pain: a whole number from 1 to 3 points

Can be recorded in place of inputs: ems_total, ems_grade

For: No population is stated in the table that was read.

Source: Herdmann et al. 1994, table 2 of the paper that prints it, grades

Limits:
    - Not interchangeable with the bands of the mJOA or the P-mJOA: the bands agree poorly.
    - How the grades were derived is not known here: the original chapter was not read.

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

Can be recorded in place of inputs: ems_total

For: No population is stated in the table that was read.

Source: Herdmann et al. 1994, table 2 of the paper that prints it

Limits:
    - Every item scores at least one point, so a total below 5 means that an item is missing.
    - Not the mJOA, although both have a maximum of 18.
    - The paper that prints the table dates the score to 2008.

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

Can be recorded in place of inputs: grip_release

For: 508 people with degenerative myelopathy and 1194 controls, not matched for age and sex.

Source: Ye et al., usual cut-off

Limits:
    - Use the weaker side.
    - The usual cut-off gives false positives in healthy older people: their mean is below it from the sixties on.
    - The cut-off is conventional and does not depend on age or sex.

Example:
    >>> import cervmyelo as cm
    >>> person = {'grip_release_cycles': 19}
    >>> cm.grip_release(person).answer
    'positive'
"""

grip_release_kobayashi_2022: Final[FirstMatch]
"""
The result of the grip-and-release test by the cut-off for age and sex.

Inputs, each None if not recorded:
    age_years            age: a whole number from 0 to 120 years
    grip_release_cycles  grip-and-release test, weaker side: a whole number from 0 to 100 cycles
    sex_at_birth         sex recorded at birth: male or female

Can be recorded in place of inputs: grip_release_kobayashi_2022

For: 247 people with degenerative myelopathy and 721 without, in a pilot study.

Source: Kobayashi et al. 2022, abstract, cut-offs by age and sex

Limits:
    - Use the weaker side.
    - A screening test, not a diagnosis: other conditions also slow the hand.
    - The source does not say whether the number itself counts as abnormal: exactly at the cut-off there is no answer.
    - A pilot study; its authors ask for more data by age and sex.

Example:
    >>> import cervmyelo as cm
    >>> person = {'age_years': 82, 'sex_at_birth': 'female', 'grip_release_cycles': 14}
    >>> cm.grip_release_kobayashi_2022(person).answer
    'negative'
"""

grip_release_machino: Final[FirstMatch]
"""
The result of the grip-and-release test by the cut-off for the decade of age.

Inputs, each None if not recorded:
    age_years            age: a whole number from 0 to 120 years
    grip_release_cycles  grip-and-release test, weaker side: a whole number from 0 to 100 cycles

Can be recorded in place of inputs: grip_release_machino

For: 454 people with cervical spondylotic myelopathy and 818 people without symptoms, in their forties to seventies, in Japan.

Source: Machino et al., abstract, results, cut-offs by decade

Limits:
    - A screening test, not a diagnosis: other conditions also slow the hand.
    - The source does not say whether the number itself counts as abnormal: exactly at the cut-off there is no answer.
    - The cut-offs are for both sexes together; the source has separate ones for women and men that were not in the abstract.
    - The abstract does not say which hand; use the weaker side.

Example:
    >>> import cervmyelo as cm
    >>> person = {'age_years': 75, 'grip_release_cycles': 18}
    >>> cm.grip_release_machino(person).answer
    'negative'
"""

grip_release_probability: Final[PostTest]
"""
The post-test probability of myelopathy by the grip-and-release test.

Inputs, each None if not recorded:
    pretest_probability  probability of myelopathy before the test: a probability from 0 to 1
    grip_release_cycles  grip-and-release test, weaker side: a whole number from 0 to 100 cycles

Can be recorded in place of inputs: grip_release

For: 508 people with degenerative myelopathy and 1194 controls; used here below 60 years only, because the cut-off does not suit older people.

Source: Ye et al., abstract, results before matching

Limits:
    - You provide the pre-test probability; the rule has no default.
    - Do not multiply by the ratio of another sign or of the Cook 2010 cluster: signs in one person are not independent.
    - The ratios are calculated from a sensitivity and a specificity and have no confidence interval.
    - The controls were not matched for age and sex.
    - The usual cut-off gives false positives in healthy older people: their mean is below it from the sixties on. The ratios are therefore not used from 60 years; use the rules with cut-offs for the age.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pretest_probability': 0.5, 'grip_release_cycles': 19}
    >>> cm.grip_release_probability(person).answer
    '0.757 probability'
"""

grip_strength_kobayashi_2022: Final[FirstMatch]
"""
Whether grip strength is below the cut-off of Kobayashi 2022 for age and sex.

Inputs, each None if not recorded:
    age_years         age: a whole number from 0 to 120 years
    grip_strength_kg  grip strength, weaker hand: a number from 0 to 150 kg
    sex_at_birth      sex recorded at birth: male or female

Can be recorded in place of inputs: grip_strength_kobayashi_2022

For: 247 people with degenerative myelopathy and 721 without, in a pilot study.

Source: Kobayashi et al. 2022, abstract, cut-offs by age and sex

Limits:
    - Use the weaker hand.
    - A screening test, not a diagnosis: many other conditions weaken the grip.
    - The source does not say whether a grip exactly at the cut-off counts as weak, so it has a grade of its own.
    - A pilot study; for women the cut-off is lower from 60 to 69 than from 70 to 79 years.

Example:
    >>> import cervmyelo as cm
    >>> person = {'age_years': 65, 'grip_strength_kg': 12.0}
    >>> cm.grip_strength_kobayashi_2022(person).answer
    'below cut off'
"""

grip_strength_screen: Final[FirstMatch]
"""
Whether grip strength is below the cut-off of Kobayashi 2021 for age and sex.

Inputs, each None if not recorded:
    age_years         age: a whole number from 0 to 120 years
    grip_strength_kg  grip strength, weaker hand: a number from 0 to 150 kg
    sex_at_birth      sex recorded at birth: male or female

Can be recorded in place of inputs: grip_strength_screen

For: 249 people who were operated on for degenerative myelopathy and 735 people at a health check.

Source: Kobayashi et al. 2021, cut-offs by age and sex

Limits:
    - Use the weaker hand.
    - A screening test, not a diagnosis: many other conditions weaken the grip.
    - The source does not say whether a grip exactly at the cut-off counts as weak, so it has a grade of its own.
    - Everyone with myelopathy was operated on, so the disease was severe; milder disease was not studied.
    - The sensitivity was fixed in advance and the cut-offs chosen to reach it; a later study by the same authors has other cut-offs.
    - The cut-offs come from one study; for men they are the same from 60 to 79 years.

Example:
    >>> import cervmyelo as cm
    >>> person = {'age_years': 65, 'grip_strength_kg': 20.0}
    >>> cm.grip_strength_screen(person).answer
    'above cut off or below cut off'
"""

grip_tests_kobayashi_2022: Final[FirstMatch]
"""
Whether the grip-and-release test or the grip strength is below its cut-off for age and sex.

Inputs, each None if not recorded:
    age_years            age: a whole number from 0 to 120 years
    grip_release_cycles  grip-and-release test, weaker side: a whole number from 0 to 100 cycles
    sex_at_birth         sex recorded at birth: male or female
    grip_strength_kg     grip strength, weaker hand: a number from 0 to 150 kg

Can be recorded in place of inputs: grip_tests_kobayashi_2022

For: 247 people with degenerative myelopathy and 721 without, in a pilot study.

Source: Kobayashi et al. 2022, abstract, either test positive

Limits:
    - Use the lower result of the two hands for each test.
    - A screening test, not a diagnosis: many other conditions weaken or slow the hand.
    - A pilot study; the cut-offs were not validated in other people.
    - With a result exactly at its cut-off there is no answer, unless the other result is below its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'age_years': 65, 'sex_at_birth': 'male', 'grip_release_cycles': 14, 'grip_strength_kg': 35.0}
    >>> cm.grip_tests_kobayashi_2022(person).answer
    'positive'
"""

grip_tests_kobayashi_2022_probability: Final[PostTest]
"""
The post-test probability of myelopathy by the grip-and-release test and the grip strength: positive if either is below its cut-off for age and sex.

Inputs, each None if not recorded:
    pretest_probability  probability of myelopathy before the test: a probability from 0 to 1
    age_years            age: a whole number from 0 to 120 years
    grip_release_cycles  grip-and-release test, weaker side: a whole number from 0 to 100 cycles
    sex_at_birth         sex recorded at birth: male or female
    grip_strength_kg     grip strength, weaker hand: a number from 0 to 150 kg

Can be recorded in place of inputs: grip_tests_kobayashi_2022

For: 247 people with degenerative myelopathy and 721 without, in a pilot study.

Source: Kobayashi et al. 2022, abstract, either test positive

Limits:
    - You provide the pre-test probability; the rule has no default.
    - Do not multiply by the ratio of a sign or of another test of the grip: findings in one person are not independent.
    - The ratios were found in the people in whom the cut-offs were chosen, so they are probably too good; they have no confidence interval.
    - The source has one pair of ratios for all ages and both sexes.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pretest_probability': 0.25, 'age_years': 65, 'sex_at_birth': 'male', 'grip_release_cycles': 14, 'grip_strength_kg': 35.0}
    >>> cm.grip_tests_kobayashi_2022_probability(person).answer
    '0.573 probability'
"""

hoffmann_probability: Final[PostTest]
"""
The post-test probability of myelopathy by the Hoffmann sign.

Inputs, each None if not recorded:
    pretest_probability  probability of myelopathy before the test: a probability from 0 to 1
    hoffmann_sign        Hoffmann sign: yes or no

For: No population is stated in the text that quotes the figures.

Source: Gibson et al. 2018, as quoted, figures of the signs

Limits:
    - You provide the pre-test probability; the rule has no default.
    - Do not multiply by the ratio of another sign or of the Cook 2010 cluster: signs in one person are not independent.
    - The ratios are calculated from a sensitivity and a specificity and have no confidence interval.
    - The figures are read in a teaching text that credits a review (Gibson et al. 2018) and does not describe the people. They agree with what Rhee et al. 2009 examined, but that they come from that study is an inference.
    - If so, the people had surgery and improved after it: the disease was certain and often advanced, so in practice the sign is probably less accurate (spectrum bias).
    - Copies of the text differ in the specificity.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pretest_probability': 0.5, 'hoffmann_sign': True}
    >>> cm.hoffmann_probability(person).answer
    '0.756 probability'
"""

hyperreflexia_probability: Final[PostTest]
"""
The post-test probability of myelopathy by hyperreflexia.

Inputs, each None if not recorded:
    pretest_probability  probability of myelopathy before the test: a probability from 0 to 1
    hyperreflexia        hyperreflexia: yes or no

For: No population is stated in the text that quotes the figures.

Source: Gibson et al. 2018, as quoted, figures of the signs

Limits:
    - You provide the pre-test probability; the rule has no default.
    - Do not multiply by the ratio of another sign or of the Cook 2010 cluster: signs in one person are not independent.
    - The ratios are calculated from a sensitivity and a specificity and have no confidence interval.
    - The figures are read in a teaching text that credits a review (Gibson et al. 2018) and does not describe the people. They agree with what Rhee et al. 2009 examined, but that they come from that study is an inference.
    - If so, the people had surgery and improved after it: the disease was certain and often advanced, so in practice the sign is probably less accurate (spectrum bias).

Example:
    >>> import cervmyelo as cm
    >>> person = {'pretest_probability': 0.5, 'hyperreflexia': True}
    >>> cm.hyperreflexia_probability(person).answer
    '0.558 probability'
"""

inverted_supinator_probability: Final[PostTest]
"""
The post-test probability of myelopathy by the inverted supinator sign.

Inputs, each None if not recorded:
    pretest_probability      probability of myelopathy before the test: a probability from 0 to 1
    inverted_supinator_sign  inverted supinator sign: yes or no

For: No population is stated in the text that quotes the figures.

Source: Gibson et al. 2018, as quoted, figures of the signs

Limits:
    - You provide the pre-test probability; the rule has no default.
    - Do not multiply by the ratio of another sign or of the Cook 2010 cluster: signs in one person are not independent.
    - The ratios are calculated from a sensitivity and a specificity and have no confidence interval.
    - The figures are read in a teaching text that credits a review (Gibson et al. 2018) and does not describe the people. They agree with what Rhee et al. 2009 examined, but that they come from that study is an inference.
    - If so, the people had surgery and improved after it: the disease was certain and often advanced, so in practice the sign is probably less accurate (spectrum bias).

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

For: Calculated in studies of people before and after surgery for cervical myelopathy; the formula itself states no condition.

Source: Recovery rate calculator, item 3, recovery rate by Hirabayashi

Limits:
    - Both scores must be on the same scale and edition.
    - It reads both recorded totals; a missing item makes a total unknown, not lower.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa1994_before': 10.5, 'joa1994_after': 13}
    >>> cm.joa1994_change(person).answer
    '2.5 points'
"""

joa1994_mild: Final[Bands]
"""
Whether myelopathy is mild by the 1994 JOA scale: 14.5 points or more.

Inputs, each None if not recorded:
    joa1994_fingers         JOA 1994 finger function: a whole number from 0 to 4 points
    joa1994_shoulder_elbow  JOA 1994 shoulder and elbow: a number in steps of 0.5 from -2 to 0 points, but not -1.5
    joa1994_motor_lower     JOA 1994 leg motor function: a number in steps of 0.5 from 0 to 4 points, but not 3.5
    joa1994_sensory_upper   JOA 1994 sensation of the arms: a number in steps of 0.5 from 0 to 2 points
    joa1994_sensory_lower   JOA 1994 sensation of the legs: a number in steps of 0.5 from 0 to 2 points
    joa1994_sensory_trunk   JOA 1994 sensation of the trunk: a number in steps of 0.5 from 0 to 2 points
    joa1994_bladder         JOA 1994 bladder function: a whole number from 0 to 3 points

Can be recorded in place of inputs: joa1994_total, joa1994_mild

For: People operated on for cervical myelopathy from spondylosis or from ossification of the posterior longitudinal ligament (OPLL). The abstract states no age.

Source: Study of mild myelopathy by the JOA 2024, abstract, outcome measures, from earlier reports

Limits:
    - The abstract does not name the edition; 1994 is inferred from the half point in the cut-off.
    - The study took the cut-off from earlier reports, which were not read; it did not derive it.
    - Only one cut-off is published; it does not separate moderate from severe.
    - Not for the mJOA, whose mild band has other limits.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa1994_fingers': 3, 'joa1994_shoulder_elbow': -0.5, 'joa1994_motor_lower': 3, 'joa1994_sensory_upper': 2, 'joa1994_sensory_lower': 2, 'joa1994_sensory_trunk': 2, 'joa1994_bladder': 3}
    >>> cm.joa1994_mild(person).answer
    'mild'
"""

joa1994_recovery_rate: Final[Quotient]
"""
The share of the points missing at baseline that was regained, in percent (JOA 1994).

Inputs, each None if not recorded:
    joa1994_after   JOA total of 1994 after: a number in steps of 0.5 from -2 to 17 points
    joa1994_before  JOA total of 1994 before: a number in steps of 0.5 from -2 to 17 points

For: Calculated in studies of people before and after surgery for cervical myelopathy; the formula itself states no condition.

Source: Recovery rate calculator, item 3, recovery rate by Hirabayashi

Limits:
    - Undefined if the score before is the maximum.
    - Negative if the score fell; it then has no fixed lower limit.
    - The maximum is that of the scale: 18 for the mJOA, 17 for the JOA.
    - A group's mean rate cannot be calculated from its mean scores, nor one person's rate from the means of a group.
    - The rate is not divided into categories.
    - Two other formulas on the cited calculator page divide by the score after; they are not this rate.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa1994_before': -2, 'joa1994_after': 7.5}
    >>> cm.joa1994_recovery_rate(person).answer
    '50 %'
"""

joa1994_total: Final[Sum]
"""
The total of the 1994 JOA scale, -2 to 17 points in steps of 0.5; higher is better.

Inputs, each None if not recorded:
    joa1994_fingers         JOA 1994 finger function: a whole number from 0 to 4 points
    joa1994_shoulder_elbow  JOA 1994 shoulder and elbow: a number in steps of 0.5 from -2 to 0 points, but not -1.5
    joa1994_motor_lower     JOA 1994 leg motor function: a number in steps of 0.5 from 0 to 4 points, but not 3.5
    joa1994_sensory_upper   JOA 1994 sensation of the arms: a number in steps of 0.5 from 0 to 2 points
    joa1994_sensory_lower   JOA 1994 sensation of the legs: a number in steps of 0.5 from 0 to 2 points
    joa1994_sensory_trunk   JOA 1994 sensation of the trunk: a number in steps of 0.5 from 0 to 2 points
    joa1994_bladder         JOA 1994 bladder function: a whole number from 0 to 3 points

Can be recorded in place of inputs: joa1994_total

For: No population is stated in the table that was read.

Source: Japanese Orthopaedic Association 1994, table 1, the revised 17-point scale

Limits:
    - The item for shoulder and elbow is a deduction, so the lowest total is negative.
    - The table has no score for sensation between 50 and 60 percent of normal; the examiner has to choose the score.
    - Not the 1976 edition, and not the 18-point mJOA.
    - It has no severity bands: no paper that defines bands for this total was found. The one published cut-off found is a separate rule.

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

For: Calculated in studies of people before and after surgery for cervical myelopathy; the formula itself states no condition.

Source: Recovery rate calculator, item 3, recovery rate by Hirabayashi

Limits:
    - Both scores must be on the same scale and edition.
    - It reads both recorded totals; a missing item makes a total unknown, not lower.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa_before': 11, 'joa_after': 8}
    >>> cm.joa_change(person).answer
    '-3 points'
"""

joa_mcid: Final[FirstMatch]
"""
Whether the JOA (1976) rose by the minimum clinically important difference (MCID).

Inputs, each None if not recorded:
    joa_before  JOA total of 1976 before: a whole number from 0 to 17 points
    joa_after   JOA total of 1976 after: a whole number from 0 to 17 points

For: People before and after posterior decompression for degenerative cervical myelopathy. The abstract states no age.

Source: JOA and PRO-JOA after posterior decompression, abstract, results

Limits:
    - The published MCID is 2.5 points; on this scale of whole points 3 are needed.
    - The abstract does not say which edition of the JOA was scored; the rule is for the 1976 edition, and there is none for 1994.
    - From one study of people after posterior decompression.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.
    - Only for a gain: no published threshold for a loss was found.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa_before': 10, 'joa_after': 13}
    >>> cm.joa_mcid(person).answer
    'reached'
"""

joa_mcid_mirror: Final[FirstMatch]
"""
Whether the JOA (1976) fell by as much as the minimum clinically important difference (MCID) of a gain: a mirror, without a source of its own.

Inputs, each None if not recorded:
    joa_before  JOA total of 1976 before: a whole number from 0 to 17 points
    joa_after   JOA total of 1976 after: a whole number from 0 to 17 points

For: People before and after posterior decompression for degenerative cervical myelopathy. The abstract states no age.

Source: JOA and PRO-JOA after posterior decompression, abstract, results

Limits:
    - A mirror: the published figures are for a gain. No source was found for a loss.
    - Derived from groups; it does not show that the loss mattered to one person.
    - The published MCID is 2.5 points; on this scale of whole points 3 are needed.
    - The abstract does not say which edition of the JOA was scored.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa_before': 13, 'joa_after': 10}
    >>> cm.joa_mcid_mirror(person).answer
    'reached'
"""

joa_recovery_rate: Final[Quotient]
"""
The share of the points missing at baseline that was regained, in percent (JOA 1976).

Inputs, each None if not recorded:
    joa_after   JOA total of 1976 after: a whole number from 0 to 17 points
    joa_before  JOA total of 1976 before: a whole number from 0 to 17 points

For: Calculated in studies of people before and after surgery for cervical myelopathy; the formula itself states no condition.

Source: Recovery rate calculator, item 3, recovery rate by Hirabayashi

Limits:
    - Undefined if the score before is the maximum.
    - Negative if the score fell; it then has no fixed lower limit.
    - The maximum is that of the scale: 18 for the mJOA, 17 for the JOA.
    - A group's mean rate cannot be calculated from its mean scores, nor one person's rate from the means of a group.
    - The rate is not divided into categories.
    - Two other formulas on the cited calculator page divide by the score after; they are not this rate.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa_before': 8, 'joa_after': 14}
    >>> cm.joa_recovery_rate(person).answer
    '66.7 %'
"""

joa_total: Final[Sum]
"""
The total of the 1976 JOA scale, 0 to 17 points; higher is better.

Inputs, each None if not recorded:
    joa_motor_upper    JOA arm motor function: a whole number from 0 to 4 points
    joa_motor_lower    JOA leg motor function: a whole number from 0 to 4 points
    joa_sensory_upper  JOA sensation of the arms: a whole number from 0 to 2 points
    joa_sensory_lower  JOA sensation of the legs: a whole number from 0 to 2 points
    joa_sensory_trunk  JOA sensation of the trunk: a whole number from 0 to 2 points
    joa_bladder        JOA bladder function: a whole number from 0 to 3 points

Can be recorded in place of inputs: joa_total

For: No population is stated in the table that was read.

Source: Japanese Orthopaedic Association 1976, table 2, the 17-point scale

Limits:
    - Whole points only; records with half points use the 1994 edition.
    - Not the 18-point mJOA, whose items and total differ.
    - Eating is scored with chopsticks or a spoon, which does not suit every setting.
    - It has no severity bands: no paper that defines bands for this total was found.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joa_motor_upper': 4, 'joa_motor_lower': 4, 'joa_sensory_upper': 2, 'joa_sensory_lower': 2, 'joa_bladder': 3}
    >>> cm.joa_total(person).answer
    '15 to 17 points'
"""

joacmeq_bladder: Final[Quotient]
"""
The domain bladder function of the JOACMEQ, 0 to 100 points; higher is better.

Inputs, each None if not recorded:
    joacmeq_q4_1  JOACMEQ question 4-1: a whole number from 1 to 5 points
    joacmeq_q4_2  JOACMEQ question 4-2: a whole number from 1 to 3 points
    joacmeq_q4_3  JOACMEQ question 4-3: a whole number from 1 to 3 points
    joacmeq_q4_4  JOACMEQ question 4-4: a whole number from 1 to 3 points

Can be recorded in place of inputs: joacmeq_bladder

For: No population is stated in the copy that was read.

Source: Code of a study on the JOACMEQ, app.py at commit 76e7281, bladder function (a secondary copy; the manual of the JOA was not read)

Limits:
    - The formula was read in a secondary copy only.
    - The copy gives no score for a domain with an unanswered question; here such a domain has the bounds that the other answers leave.
    - The copy does not add the five domains up.
    - Not the JOA and not the mJOA, which clinicians score.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_q4_1': 4, 'joacmeq_q4_2': 2, 'joacmeq_q4_3': 2, 'joacmeq_q4_4': 2}
    >>> cm.joacmeq_bladder(person).answer
    '62.5 points'
"""

joacmeq_bladder_benefit: Final[Bands]
"""
Whether bladder function by the JOACMEQ rose by 20 points or more, a substantial clinical benefit.

Inputs, each None if not recorded:
    joacmeq_bladder_after   JOACMEQ bladder function after: a number from 0 to 100 points
    joacmeq_bladder_before  JOACMEQ bladder function before: a number from 0 to 100 points

For: People before and after an operation; the abstract that was read states no further condition.

Source: Wada et al., JOACMEQ study, part 5, abstract, results and conclusion

Limits:
    - Derived from groups; it does not show that the gain mattered to one person.
    - A score before that is near 100 leaves no room for this gain.
    - Only for a gain: no published threshold for a loss was found.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_bladder_before': 50.0, 'joacmeq_bladder_after': 72.5}
    >>> cm.joacmeq_bladder_benefit(person).answer
    'reached'
"""

joacmeq_bladder_change: Final[Quotient]
"""
The change of bladder function by the JOACMEQ in points; positive is better.

Inputs, each None if not recorded:
    joacmeq_bladder_after   JOACMEQ bladder function after: a number from 0 to 100 points
    joacmeq_bladder_before  JOACMEQ bladder function before: a number from 0 to 100 points

For: Calculated in a study of people before and after an operation; the difference itself needs no condition.

Source: Wada et al., JOACMEQ study, part 5, abstract, results and conclusion

Limits:
    - Both scores must be of the same domain.
    - It reads both recorded scores; an unanswered question makes a score unknown, not lower.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_bladder_before': 50.0, 'joacmeq_bladder_after': 72.5}
    >>> cm.joacmeq_bladder_change(person).answer
    '22.5 points'
"""

joacmeq_lower_limb: Final[Quotient]
"""
The domain lower limb function of the JOACMEQ, 0 to 100 points; higher is better.

Inputs, each None if not recorded:
    joacmeq_q3_1  JOACMEQ question 3-1: a whole number from 1 to 5 points
    joacmeq_q3_2  JOACMEQ question 3-2: a whole number from 1 to 3 points
    joacmeq_q3_3  JOACMEQ question 3-3: a whole number from 1 to 3 points
    joacmeq_q3_4  JOACMEQ question 3-4: a whole number from 1 to 3 points
    joacmeq_q3_5  JOACMEQ question 3-5: a whole number from 1 to 3 points

Can be recorded in place of inputs: joacmeq_lower_limb

For: No population is stated in the copy that was read.

Source: Code of a study on the JOACMEQ, app.py at commit 76e7281, lower limb function (a secondary copy; the manual of the JOA was not read)

Limits:
    - The formula was read in a secondary copy only.
    - The copy gives no score for a domain with an unanswered question; here such a domain has the bounds that the other answers leave.
    - The copy does not add the five domains up.
    - Not the JOA and not the mJOA, which clinicians score.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_q3_1': 4, 'joacmeq_q3_2': 2, 'joacmeq_q3_3': 2, 'joacmeq_q3_4': 2, 'joacmeq_q3_5': 2}
    >>> cm.joacmeq_lower_limb(person).answer
    '59.1 points'
"""

joacmeq_lower_limb_benefit: Final[Bands]
"""
Whether lower limb function by the JOACMEQ rose by 20 points or more, a substantial clinical benefit.

Inputs, each None if not recorded:
    joacmeq_lower_limb_after   JOACMEQ lower limb function after: a number from 0 to 100 points
    joacmeq_lower_limb_before  JOACMEQ lower limb function before: a number from 0 to 100 points

For: People before and after an operation; the abstract that was read states no further condition.

Source: Wada et al., JOACMEQ study, part 5, abstract, results and conclusion

Limits:
    - Derived from groups; it does not show that the gain mattered to one person.
    - A score before that is near 100 leaves no room for this gain.
    - Only for a gain: no published threshold for a loss was found.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_lower_limb_before': 50.0, 'joacmeq_lower_limb_after': 72.5}
    >>> cm.joacmeq_lower_limb_benefit(person).answer
    'reached'
"""

joacmeq_lower_limb_change: Final[Quotient]
"""
The change of lower limb function by the JOACMEQ in points; positive is better.

Inputs, each None if not recorded:
    joacmeq_lower_limb_after   JOACMEQ lower limb function after: a number from 0 to 100 points
    joacmeq_lower_limb_before  JOACMEQ lower limb function before: a number from 0 to 100 points

For: Calculated in a study of people before and after an operation; the difference itself needs no condition.

Source: Wada et al., JOACMEQ study, part 5, abstract, results and conclusion

Limits:
    - Both scores must be of the same domain.
    - It reads both recorded scores; an unanswered question makes a score unknown, not lower.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_lower_limb_before': 50.0, 'joacmeq_lower_limb_after': 72.5}
    >>> cm.joacmeq_lower_limb_change(person).answer
    '22.5 points'
"""

joacmeq_neck: Final[Quotient]
"""
The domain neck function of the JOACMEQ, 0 to 100 points; higher is better.

Inputs, each None if not recorded:
    joacmeq_q1_1  JOACMEQ question 1-1: a whole number from 1 to 3 points
    joacmeq_q1_2  JOACMEQ question 1-2: a whole number from 1 to 3 points
    joacmeq_q1_3  JOACMEQ question 1-3: a whole number from 1 to 3 points
    joacmeq_q1_4  JOACMEQ question 1-4: a whole number from 1 to 3 points

Can be recorded in place of inputs: joacmeq_neck

For: No population is stated in the copy that was read.

Source: Code of a study on the JOACMEQ, app.py at commit 76e7281, neck function (a secondary copy; the manual of the JOA was not read)

Limits:
    - The formula was read in a secondary copy only.
    - The copy gives no score for a domain with an unanswered question; here such a domain has the bounds that the other answers leave.
    - The copy does not add the five domains up.
    - Not the JOA and not the mJOA, which clinicians score.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_q1_1': 2, 'joacmeq_q1_2': 2, 'joacmeq_q1_3': 2, 'joacmeq_q1_4': 2}
    >>> cm.joacmeq_neck(person).answer
    '50 points'
"""

joacmeq_neck_benefit: Final[Bands]
"""
Whether neck function by the JOACMEQ rose by 20 points or more, a substantial clinical benefit.

Inputs, each None if not recorded:
    joacmeq_neck_after   JOACMEQ neck function after: a number from 0 to 100 points
    joacmeq_neck_before  JOACMEQ neck function before: a number from 0 to 100 points

For: People before and after an operation; the abstract that was read states no further condition.

Source: Wada et al., JOACMEQ study, part 5, abstract, results and conclusion

Limits:
    - Derived from groups; it does not show that the gain mattered to one person.
    - A score before that is near 100 leaves no room for this gain.
    - Only for a gain: no published threshold for a loss was found.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_neck_before': 50.0, 'joacmeq_neck_after': 72.5}
    >>> cm.joacmeq_neck_benefit(person).answer
    'reached'
"""

joacmeq_neck_change: Final[Quotient]
"""
The change of neck function by the JOACMEQ in points; positive is better.

Inputs, each None if not recorded:
    joacmeq_neck_after   JOACMEQ neck function after: a number from 0 to 100 points
    joacmeq_neck_before  JOACMEQ neck function before: a number from 0 to 100 points

For: Calculated in a study of people before and after an operation; the difference itself needs no condition.

Source: Wada et al., JOACMEQ study, part 5, abstract, results and conclusion

Limits:
    - Both scores must be of the same domain.
    - It reads both recorded scores; an unanswered question makes a score unknown, not lower.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_neck_before': 50.0, 'joacmeq_neck_after': 72.5}
    >>> cm.joacmeq_neck_change(person).answer
    '22.5 points'
"""

joacmeq_quality_of_life: Final[Quotient]
"""
The domain quality of life of the JOACMEQ, 0 to 100 points; higher is better.

Inputs, each None if not recorded:
    joacmeq_q5_1  JOACMEQ question 5-1: a whole number from 1 to 5 points
    joacmeq_q5_2  JOACMEQ question 5-2: a whole number from 1 to 5 points
    joacmeq_q5_3  JOACMEQ question 5-3: a whole number from 1 to 5 points
    joacmeq_q5_4  JOACMEQ question 5-4: a whole number from 1 to 5 points
    joacmeq_q5_5  JOACMEQ question 5-5: a whole number from 1 to 5 points
    joacmeq_q5_6  JOACMEQ question 5-6: a whole number from 1 to 5 points
    joacmeq_q5_7  JOACMEQ question 5-7: a whole number from 1 to 5 points
    joacmeq_q5_8  JOACMEQ question 5-8: a whole number from 1 to 5 points

Can be recorded in place of inputs: joacmeq_quality_of_life

For: No population is stated in the copy that was read.

Source: Code of a study on the JOACMEQ, app.py at commit 76e7281, quality of life (a secondary copy; the manual of the JOA was not read)

Limits:
    - The formula was read in a secondary copy only.
    - The copy gives no score for a domain with an unanswered question; here such a domain has the bounds that the other answers leave.
    - The copy does not add the five domains up.
    - Not the JOA and not the mJOA, which clinicians score.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_q5_1': 4, 'joacmeq_q5_2': 4, 'joacmeq_q5_3': 4, 'joacmeq_q5_4': 4, 'joacmeq_q5_5': 4, 'joacmeq_q5_6': 4, 'joacmeq_q5_7': 4, 'joacmeq_q5_8': 4}
    >>> cm.joacmeq_quality_of_life(person).answer
    '75 points'
"""

joacmeq_quality_of_life_benefit: Final[Bands]
"""
Whether quality of life by the JOACMEQ rose by 20 points or more, a substantial clinical benefit.

Inputs, each None if not recorded:
    joacmeq_quality_of_life_after   JOACMEQ quality of life after: a number from 0 to 100 points
    joacmeq_quality_of_life_before  JOACMEQ quality of life before: a number from 0 to 100 points

For: People before and after an operation; the abstract that was read states no further condition.

Source: Wada et al., JOACMEQ study, part 5, abstract, results and conclusion

Limits:
    - Derived from groups; it does not show that the gain mattered to one person.
    - A score before that is near 100 leaves no room for this gain.
    - Only for a gain: no published threshold for a loss was found.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_quality_of_life_before': 50.0, 'joacmeq_quality_of_life_after': 72.5}
    >>> cm.joacmeq_quality_of_life_benefit(person).answer
    'reached'
"""

joacmeq_quality_of_life_change: Final[Quotient]
"""
The change of quality of life by the JOACMEQ in points; positive is better.

Inputs, each None if not recorded:
    joacmeq_quality_of_life_after   JOACMEQ quality of life after: a number from 0 to 100 points
    joacmeq_quality_of_life_before  JOACMEQ quality of life before: a number from 0 to 100 points

For: Calculated in a study of people before and after an operation; the difference itself needs no condition.

Source: Wada et al., JOACMEQ study, part 5, abstract, results and conclusion

Limits:
    - Both scores must be of the same domain.
    - It reads both recorded scores; an unanswered question makes a score unknown, not lower.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_quality_of_life_before': 50.0, 'joacmeq_quality_of_life_after': 72.5}
    >>> cm.joacmeq_quality_of_life_change(person).answer
    '22.5 points'
"""

joacmeq_upper_limb: Final[Quotient]
"""
The domain upper limb function of the JOACMEQ, 0 to 100 points; higher is better.

Inputs, each None if not recorded:
    joacmeq_q1_4  JOACMEQ question 1-4: a whole number from 1 to 3 points
    joacmeq_q2_1  JOACMEQ question 2-1: a whole number from 1 to 3 points
    joacmeq_q2_2  JOACMEQ question 2-2: a whole number from 1 to 3 points
    joacmeq_q2_3  JOACMEQ question 2-3: a whole number from 1 to 4 points
    joacmeq_q3_1  JOACMEQ question 3-1: a whole number from 1 to 5 points

Can be recorded in place of inputs: joacmeq_upper_limb

For: No population is stated in the copy that was read.

Source: Code of a study on the JOACMEQ, app.py at commit 76e7281, upper limb function (a secondary copy; the manual of the JOA was not read)

Limits:
    - The formula was read in a secondary copy only.
    - The copy gives no score for a domain with an unanswered question; here such a domain has the bounds that the other answers leave.
    - The copy does not add the five domains up.
    - Not the JOA and not the mJOA, which clinicians score.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_q1_4': 2, 'joacmeq_q2_1': 2, 'joacmeq_q2_2': 2, 'joacmeq_q2_3': 3, 'joacmeq_q3_1': 4}
    >>> cm.joacmeq_upper_limb(person).answer
    '57.9 points'
"""

joacmeq_upper_limb_benefit: Final[Bands]
"""
Whether upper limb function by the JOACMEQ rose by 20 points or more, a substantial clinical benefit.

Inputs, each None if not recorded:
    joacmeq_upper_limb_after   JOACMEQ upper limb function after: a number from 0 to 100 points
    joacmeq_upper_limb_before  JOACMEQ upper limb function before: a number from 0 to 100 points

For: People before and after an operation; the abstract that was read states no further condition.

Source: Wada et al., JOACMEQ study, part 5, abstract, results and conclusion

Limits:
    - Derived from groups; it does not show that the gain mattered to one person.
    - A score before that is near 100 leaves no room for this gain.
    - Only for a gain: no published threshold for a loss was found.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_upper_limb_before': 50.0, 'joacmeq_upper_limb_after': 72.5}
    >>> cm.joacmeq_upper_limb_benefit(person).answer
    'reached'
"""

joacmeq_upper_limb_change: Final[Quotient]
"""
The change of upper limb function by the JOACMEQ in points; positive is better.

Inputs, each None if not recorded:
    joacmeq_upper_limb_after   JOACMEQ upper limb function after: a number from 0 to 100 points
    joacmeq_upper_limb_before  JOACMEQ upper limb function before: a number from 0 to 100 points

For: Calculated in a study of people before and after an operation; the difference itself needs no condition.

Source: Wada et al., JOACMEQ study, part 5, abstract, results and conclusion

Limits:
    - Both scores must be of the same domain.
    - It reads both recorded scores; an unanswered question makes a score unknown, not lower.

Example:
    >>> import cervmyelo as cm
    >>> person = {'joacmeq_upper_limb_before': 50.0, 'joacmeq_upper_limb_after': 72.5}
    >>> cm.joacmeq_upper_limb_change(person).answer
    '22.5 points'
"""

k_line: Final[FirstMatch]
"""
The K-line: negative if the OPLL crosses it, otherwise positive.

Inputs, each None if not recorded:
    opll_crosses_k_line  a hardened ligament that crosses the K-line: yes or no

Can be recorded in place of inputs: k_line

For: People with ossification of the posterior longitudinal ligament (OPLL): the line is defined by the ossified mass.

Source: Xue et al. 2022, definition of the K-line

Limits:
    - For people with OPLL only; without OPLL the K-line has no meaning.
    - Draw it on the lateral radiograph in neutral position; a radiograph in flexion is a different test.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

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

Can be recorded in place of inputs: kang_grade

For: Whoever has an MRI scan of the neck; the page that was read states no age. It grades stenosis: a bright cord counts only at a level with compression.

Source: Radiopaedia, page on the Kang grades, grades

Limits:
    - It grades the image at one level, not the person, and does not diagnose myelopathy.
    - Loss of half of the subarachnoid space or less is grade 0.
    - T2 hyperintensity gives grade 3, so it must be at the level that is graded. Without compression there it has another cause, and no grade is given. No agreed odds ratio was found for it, so none is given.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'cord_deformed': True}
    >>> cm.kang_grade(person).answer
    '2 or 3'
"""

low_compression_ratio: Final[Bands]
"""
Whether the compression ratio is at or below the cut-off that predicted myelopathy.

Inputs, each None if not recorded:
    compression_ratio  compression ratio of the cord: a ratio from 0 to 2

Can be recorded in place of inputs: low_compression_ratio

For: People with degenerative compression of the cervical cord but without myelopathy, with or without radiculopathy or neck pain; the youngest was an adult. What was followed is the first appearance of myelopathy.

Source: Kadaňka et al. 2017, independent predictors, compression ratio

Limits:
    - For people with compression on imaging but without myelopathy: it indicates who is more likely to develop myelopathy, not who has it.
    - No odds ratio was available, so no risk is calculated.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'compression_ratio': 0.37}
    >>> cm.low_compression_ratio(person).answer
    'low'
"""

mcc: Final[Quotient]
"""
Maximum canal compromise (MCC), in percent; higher is worse.

Inputs, each None if not recorded:
    canal_ap_above_mm  canal from front to back at the normal level above: a number from 0.5 to 40 mm
    canal_ap_below_mm  canal from front to back at the normal level below: a number from 0.5 to 40 mm
    canal_ap_mm        canal from front to back at the level: a number from 0.5 to 40 mm

Can be recorded in place of inputs: mcc

For: No population is stated in the definition that was read.

Source: Miyanji et al. 2007, compromise of the canal

Limits:
    - There is no agreed cut-off, so no grade is given.
    - There is no answer if the level is wider than the mean of its neighbours.
    - Use the nearest levels above and below that are not narrowed.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'canal_ap_mm': 10.0, 'canal_ap_above_mm': 13.0, 'canal_ap_below_mm': 13.0}
    >>> cm.mcc(person).answer
    '23.1 %'
"""

mdi_severity: Final[Bands]
"""
The severity by the Myelopathy Disability Index (MDI): mild, moderate or severe.

Inputs, each None if not recorded:
    mdi_total  recorded MDI total: a whole number from 0 to 30 points

Can be recorded in place of inputs: mdi_severity

For: People with degenerative cervical myelopathy.

Source: Study of the bands of the Myelopathy Disability Index, abstract, results

Limits:
    - It reads a recorded total; the ten questions were not read and are not part of this library.
    - From one small study; the bands predict those of the mJOA and are not a crosswalk to it.
    - The index was developed in rheumatoid arthritis, the bands in degenerative myelopathy.
    - Do not enter a percentage.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mdi_total': 6}
    >>> cm.mdi_severity(person).answer
    'moderate'
"""

mjoa_change: Final[Quotient]
"""
The change of the mJOA in points; positive is better.

Inputs, each None if not recorded:
    mjoa_after   mJOA total after: a whole number from 0 to 18 points
    mjoa_before  mJOA total before: a whole number from 0 to 18 points

For: Calculated in studies of people before and after surgery for cervical myelopathy; the formula itself states no condition.

Source: Pandita et al. 2019, recovery rate, named after Hirabayashi

Limits:
    - Both scores must be on the same scale and edition.
    - It reads both recorded totals; a missing item makes a total unknown, not lower.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_before': 12, 'mjoa_after': 15}
    >>> cm.mjoa_change(person).answer
    '3 points'
"""

mjoa_fall_martin_2021: Final[FirstMatch]
"""
Whether the mJOA fell by 2 points or more, which a study of people treated without surgery counted as deterioration.

Inputs, each None if not recorded:
    mjoa_before  mJOA total before: a whole number from 0 to 18 points
    mjoa_after   mJOA total after: a whole number from 0 to 18 points

For: People with degenerative myelopathy, newly diagnosed or with symptoms again after an earlier operation, who were first managed without surgery.

Source: Martin et al. 2021, abstract, methods and results

Limits:
    - The study counted a deterioration of a tenth in any of several measurements; the mJOA alone found few of the people who worsened.
    - How the figure relates to what a person notices is not reported.
    - Followed without surgery: for a fall after an operation the figure is only a comparison.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_before': 16, 'mjoa_after': 14}
    >>> cm.mjoa_fall_martin_2021(person).answer
    'reached'
"""

mjoa_mcid: Final[FirstMatch]
"""
Whether the mJOA rose by the minimum clinically important difference (MCID) for the baseline severity.

Inputs, each None if not recorded:
    mjoa_before  mJOA total before: a whole number from 0 to 18 points
    mjoa_after   mJOA total after: a whole number from 0 to 18 points

For: The people of the two AO Spine cohorts, before and after their operation: adults with symptomatic degenerative myelopathy and compression on MRI, and without symptomatic lumbar stenosis. None had been operated on for myelopathy before the study.

Source: Tetreault et al. 2015, MCID by severity, as quoted in Spine Summit poster 721660 of 2025

Limits:
    - Derived in people who had surgery for degenerative myelopathy.
    - Derived from groups; it does not show that the gain mattered to one person.
    - Only for a gain: no published threshold for a loss was found.
    - The severity is that of the score before; a maximum score before leaves no room for a gain.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_before': 14, 'mjoa_after': 15}
    >>> cm.mjoa_mcid(person).answer
    'not reached'
"""

mjoa_mcid_mirror: Final[FirstMatch]
"""
Whether the mJOA fell by as much as the minimum clinically important difference (MCID) of a gain: a mirror, without a source of its own.

Inputs, each None if not recorded:
    mjoa_before  mJOA total before: a whole number from 0 to 18 points
    mjoa_after   mJOA total after: a whole number from 0 to 18 points

For: The people of the two AO Spine cohorts, before and after their operation: adults with symptomatic degenerative myelopathy and compression on MRI, and without symptomatic lumbar stenosis. None had been operated on for myelopathy before the study.

Source: Tetreault et al. 2015, MCID by severity, as quoted in Spine Summit poster 721660 of 2025

Limits:
    - A mirror: the published figures are for a gain. No source was found for a loss.
    - Derived from groups; it does not show that the loss mattered to one person.
    - The severity is that of the score before; the full score has none.
    - One point is within what two raters of the mJOA differ; see the evidence.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_before': 16, 'mjoa_after': 15}
    >>> cm.mjoa_mcid_mirror(person).answer
    'reached'
"""

mjoa_recovery_rate: Final[Quotient]
"""
The share of the points missing at baseline that was regained, in percent (mJOA).

Inputs, each None if not recorded:
    mjoa_after   mJOA total after: a whole number from 0 to 18 points
    mjoa_before  mJOA total before: a whole number from 0 to 18 points

For: Calculated in studies of people before and after surgery for cervical myelopathy; the formula itself states no condition.

Source: Pandita et al. 2019, recovery rate, named after Hirabayashi

Limits:
    - Undefined if the score before is the maximum.
    - Negative if the score fell; it then has no fixed lower limit.
    - The maximum is that of the scale: 18 for the mJOA, 17 for the JOA.
    - A group's mean rate cannot be calculated from its mean scores, nor one person's rate from the means of a group.
    - The rate is not divided into categories.
    - Two other formulas on the cited calculator page divide by the score after; they are not this rate.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_before': 12, 'mjoa_after': 15}
    >>> cm.mjoa_recovery_rate(person).answer
    '50 %'
"""

mjoa_severity: Final[Bands]
"""
The severity of impairment by mJOA: none, mild, moderate or severe.

Inputs, each None if not recorded:
    mjoa_motor_upper    mJOA hand motor function: a whole number from 0 to 5 points
    mjoa_motor_lower    mJOA leg motor function: a whole number from 0 to 7 points
    mjoa_sensory_upper  mJOA hand sensation: a whole number from 0 to 3 points
    mjoa_sphincter      mJOA bladder function: a whole number from 0 to 3 points

Can be recorded in place of inputs: mjoa_total, mjoa_severity

For: The people of the two AO Spine cohorts, before and after their operation: adults with symptomatic degenerative myelopathy and compression on MRI, and without symptomatic lumbar stenosis. None had been operated on for myelopathy before the study.

Source: Tetreault et al. 2017, abstract, conclusions

Limits:
    - Derived in people who had surgery for degenerative myelopathy.
    - Do not apply these bands to the JOA or to the European Myelopathy Score.

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

Can be recorded in place of inputs: mjoa_total

For: The title of the source names people who were operated on for cervical spondylotic myelopathy; the description of the items that was read states no condition. The total describes function, whatever its cause.

Source: Benzel et al. 1991, the 18-point modification of the JOA scale

Limits:
    - Whole points only; records with half points use another scale.
    - Not the 17-point JOA scale, whose items and total differ.
    - Not the forms called mJOA that score sensation in the legs too, such as the mJOA-BR17 and the form of the QOD registry.

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

Can be recorded in place of inputs: mscc

For: No population is stated in the definition that was read.

Source: Miyanji et al. 2007, compression of the cord, as in the Spinal Cord Toolbox

Limits:
    - There is no agreed cut-off, so no grade is given.
    - There is no answer if the level is wider than the mean of its neighbours.
    - Use the nearest levels above and below that are not compressed.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'cord_ap_mm': 6.85, 'cord_ap_above_mm': 7.65, 'cord_ap_below_mm': 7.02}
    >>> cm.mscc(person).answer
    '6.61 %'
"""

ndi_change: Final[Quotient]
"""
The change of the NDI in points; negative is better.

Inputs, each None if not recorded:
    ndi_after   NDI total after: a whole number from 0 to 50 points
    ndi_before  NDI total before: a whole number from 0 to 50 points

For: Calculated in studies of people with disease of the spine; the formula itself needs no condition.

Source: MCID study after anterior fusion, change in points

Limits:
    - Both totals need all ten sections.
    - On this index a fall is an improvement.
    - It has no grade: the published thresholds differ too much to choose one.

Example:
    >>> import cervmyelo as cm
    >>> person = {'ndi_before': 24, 'ndi_after': 15}
    >>> cm.ndi_change(person).answer
    '-9 points'
"""

ndi_disability: Final[Bands]
"""
The disability by the NDI: none, mild, moderate, severe or complete.

Inputs, each None if not recorded:
    ndi_section_1   NDI section 1: a whole number from 0 to 5 points
    ndi_section_2   NDI section 2: a whole number from 0 to 5 points
    ndi_section_3   NDI section 3: a whole number from 0 to 5 points
    ndi_section_4   NDI section 4: a whole number from 0 to 5 points
    ndi_section_5   NDI section 5: a whole number from 0 to 5 points
    ndi_section_6   NDI section 6: a whole number from 0 to 5 points
    ndi_section_7   NDI section 7: a whole number from 0 to 5 points
    ndi_section_8   NDI section 8: a whole number from 0 to 5 points
    ndi_section_9   NDI section 9: a whole number from 0 to 5 points
    ndi_section_10  NDI section 10: a whole number from 0 to 5 points

Can be recorded in place of inputs: ndi_total, ndi_disability

For: No population is stated in the page that was read.

Source: Page on the Neck Disability Index, copy at chiro.org, bands of the sum

Limits:
    - The bands are on the sum of all ten sections, not on a percentage.
    - Disability from the neck; not the severity of myelopathy.

Example:
    >>> import cervmyelo as cm
    >>> person = {'ndi_section_1': 2, 'ndi_section_2': 2, 'ndi_section_3': 2, 'ndi_section_4': 2, 'ndi_section_5': 2, 'ndi_section_6': 2, 'ndi_section_7': 2, 'ndi_section_8': 2, 'ndi_section_9': 2, 'ndi_section_10': 2}
    >>> cm.ndi_disability(person).answer
    'moderate'
"""

ndi_percent_of_nine: Final[Quotient]
"""
The NDI in percent if exactly one section was not answered: the points of the other nine, of 45.

Inputs, each None if not recorded:
    ndi_nine_sections  NDI points of the nine answered sections: a whole number from 0 to 45 points

Can be recorded in place of inputs: ndi_percent_of_nine

For: No population is stated in the pages that were read.

Source: Noterro, page on the NDI, a form with nine answers, of 45

Limits:
    - Only for a form with exactly one unanswered section; no source that was read scores a form with two.
    - It reads the points of the nine sections as one recorded number; it does not read the ten sections.
    - It replaces the unanswered section by the mean of the others, which is an assumption; the bounds of the total make none.

Example:
    >>> import cervmyelo as cm
    >>> person = {'ndi_nine_sections': 16}
    >>> cm.ndi_percent_of_nine(person).answer
    '35.6 %'
"""

ndi_reduction: Final[Quotient]
"""
The share of the NDI before that has gone, in percent; positive is better.

Inputs, each None if not recorded:
    ndi_before  NDI total before: a whole number from 0 to 50 points
    ndi_after   NDI total after: a whole number from 0 to 50 points

For: Calculated in studies of people with disease of the spine; the formula itself needs no condition.

Source: Study of a 30 percent reduction as success, abstract, reduction in percent

Limits:
    - Undefined if the score before is 0; negative if the score rose.
    - A low score before makes a large percentage out of one point.
    - It has no grade: the published thresholds differ too much to choose one.

Example:
    >>> import cervmyelo as cm
    >>> person = {'ndi_before': 24, 'ndi_after': 15}
    >>> cm.ndi_reduction(person).answer
    '37.5 %'
"""

ndi_total: Final[Sum]
"""
The total of the Neck Disability Index (NDI), 0 to 50 points; higher is worse.

Inputs, each None if not recorded:
    ndi_section_1   NDI section 1: a whole number from 0 to 5 points
    ndi_section_2   NDI section 2: a whole number from 0 to 5 points
    ndi_section_3   NDI section 3: a whole number from 0 to 5 points
    ndi_section_4   NDI section 4: a whole number from 0 to 5 points
    ndi_section_5   NDI section 5: a whole number from 0 to 5 points
    ndi_section_6   NDI section 6: a whole number from 0 to 5 points
    ndi_section_7   NDI section 7: a whole number from 0 to 5 points
    ndi_section_8   NDI section 8: a whole number from 0 to 5 points
    ndi_section_9   NDI section 9: a whole number from 0 to 5 points
    ndi_section_10  NDI section 10: a whole number from 0 to 5 points

Can be recorded in place of inputs: ndi_total

For: No population is stated in the page that was read.

Source: Page on the Neck Disability Index, copy at chiro.org, scoring

Limits:
    - Ten sections of 0 to 5 points; the sections have numbers only.
    - An unanswered section leaves the total open; the published way to score a form with nine answers is a separate rule.
    - It measures disability from the neck, not the function of the spinal cord.

Example:
    >>> import cervmyelo as cm
    >>> person = {'ndi_section_1': 2, 'ndi_section_2': 2, 'ndi_section_3': 2, 'ndi_section_4': 2, 'ndi_section_5': 2, 'ndi_section_6': 2, 'ndi_section_7': 2, 'ndi_section_8': 2, 'ndi_section_9': 2}
    >>> cm.ndi_total(person).answer
    '18 to 23 points'
"""

nurick_0_normal: Final[FirstMatch]
"""
The Nurick grade in the variant where 0 includes normal, 0 to 5; higher is worse.

Inputs, each None if not recorded:
    gait_difficulty       difficulty in walking: yes or no
    gait_prevents_work    walking that prevents full-time work or all housework: yes or no
    walks_only_with_help  walks only with help or a frame: yes or no
    chair_or_bed_bound    bound to a chair or to bed: yes or no
    cord_signs            signs of the spinal cord: yes or no

Can be recorded in place of inputs: nurick_0_normal

For: No population is stated in the table that was read.

Source: Physiopedia, Nurick Classification, table of grades

Limits:
    - Not the article's stages: the same number means a different state there.
    - No grade is given if walking is affected but the examination found no cord signs: the table has no such grade.
    - The worst recorded walking state decides: a person confined to a chair also counts as having difficulty in walking.
    - It grades walking only; weak or clumsy hands do not raise the grade.
    - Grade 0 does not show whether a root is affected.
    - Grade 0 is wider than in 1972; grades 1 to 5 are the same.

Example:
    >>> import cervmyelo as cm
    >>> person = {'cord_signs': True, 'gait_difficulty': False}
    >>> cm.nurick_0_normal(person).answer
    '1'
"""

nurick_0_normal_change: Final[Quotient]
"""
The change of the Nurick grade in the variant where 0 includes normal; positive is worse.

Inputs, each None if not recorded:
    nurick_0_normal_after   Nurick grade after, variant whose 0 may be normal: a whole number from 0 to 5
    nurick_0_normal_before  Nurick grade before, variant whose 0 may be normal: a whole number from 0 to 5

For: No population is stated in the table that was read.

Source: Physiopedia, Nurick Classification, table of grades

Limits:
    - Positive is worse, because a higher grade is worse.
    - Both grades must be of the same variant.
    - Grades are an order: a step between two grades is not as large as another.
    - It grades walking only; hands and bladder can worsen while the grade improves.
    - A missing score leaves the change unknown; it is never counted as zero.
    - No minimum clinically important difference and no recovery rate was found for this scale.

Example:
    >>> import cervmyelo as cm
    >>> person = {'nurick_0_normal_before': 3, 'nurick_0_normal_after': 2}
    >>> cm.nurick_0_normal_change(person).answer
    '-1 grades'
"""

nurick_1972: Final[FirstMatch]
"""
The 1972 Nurick grade, 0 to 5; higher is worse.

Inputs, each None if not recorded:
    gait_difficulty         difficulty in walking: yes or no
    gait_prevents_work      walking that prevents full-time work or all housework: yes or no
    walks_only_with_help    walks only with help or a frame: yes or no
    chair_or_bed_bound      bound to a chair or to bed: yes or no
    cord_signs              signs of the spinal cord: yes or no
    nerve_root_involvement  symptoms of a nerve root: yes or no

Can be recorded in place of inputs: nurick_1972

For: The title of the source names the spinal cord disorder of cervical spondylosis; the table of grades that was read states no condition.

Source: Nurick 1972, grades, as printed in J Med Case Rep 6:146, table 1

Limits:
    - Not the article's stages: the same number means a different state there.
    - No grade is given if walking is affected but the examination found no cord signs: the table has no such grade.
    - The worst recorded walking state decides: a person confined to a chair also counts as having difficulty in walking.
    - It grades walking only; weak or clumsy hands do not raise the grade.

Example:
    >>> import cervmyelo as cm
    >>> person = {'cord_signs': True, 'gait_difficulty': True}
    >>> cm.nurick_1972(person).answer
    '2 or 3 or 4 or 5'
"""

nurick_1972_change: Final[Quotient]
"""
The change of the Nurick grade of 1972; positive is worse.

Inputs, each None if not recorded:
    nurick_1972_after   Nurick grade of 1972 after: a whole number from 0 to 5
    nurick_1972_before  Nurick grade of 1972 before: a whole number from 0 to 5

For: No population is stated in the table that was read.

Source: Nurick 1972, grades, as printed in J Med Case Rep 6:146, table 1

Limits:
    - Positive is worse, because a higher grade is worse.
    - Both grades must be of the same variant.
    - Grades are an order: a step between two grades is not as large as another.
    - It grades walking only; hands and bladder can worsen while the grade improves.
    - A missing score leaves the change unknown; it is never counted as zero.
    - No minimum clinically important difference and no recovery rate was found for this scale.

Example:
    >>> import cervmyelo as cm
    >>> person = {'nurick_1972_before': 3, 'nurick_1972_after': 2}
    >>> cm.nurick_1972_change(person).answer
    '-1 grades'
"""

opll_occupying_ratio: Final[Quotient]
"""
The share of the canal diameter that the ossified ligament occupies, in percent.

Inputs, each None if not recorded:
    opll_thickness_mm  thickness of the hardened ligament: a number from 0 to 40 mm
    canal_ap_mm        canal from front to back at the level: a number from 0.5 to 40 mm

Can be recorded in place of inputs: opll_occupying_ratio

For: People with ossification of the posterior longitudinal ligament (OPLL). The source measured the ratio before surgery for it; the ratio itself is a measurement of the image.

Source: Study of C5 palsy after operations for OPLL, table 5, occupation ratio

Limits:
    - Measure both lengths at the worst level.
    - No published cut-off was found, so no grade is given and no operation is suggested.
    - The cited source uses the ratio; the paper that first defined it was not read.
    - The ligament cannot be thicker than the canal: there is no answer if it is recorded so.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'opll_thickness_mm': 6.0, 'canal_ap_mm': 12.0}
    >>> cm.opll_occupying_ratio(person).answer
    '50 %'
"""

pmjoa_change: Final[Quotient]
"""
The change of the patient-derived mJOA in points; positive is better.

Inputs, each None if not recorded:
    pmjoa_after   P-mJOA total after: a whole number from 0 to 18 points
    pmjoa_before  P-mJOA total before: a whole number from 0 to 18 points

For: No population is stated in the abstract that was read.

Source: Study of the patient-derived mJOA, abstract, the total that the person reports

Limits:
    - Both scores must be on the same scale and edition.
    - A missing score leaves the change unknown; it is never counted as zero.
    - No minimum clinically important difference and no recovery rate was found for this scale.

Example:
    >>> import cervmyelo as cm
    >>> person = {'pmjoa_before': 12, 'pmjoa_after': 15}
    >>> cm.pmjoa_change(person).answer
    '3 points'
"""

pmjoa_severity: Final[Bands]
"""
The severity of impairment by P-mJOA: mild, moderate or severe.

Inputs, each None if not recorded:
    pmjoa_motor_upper    P-mJOA hand motor function: a whole number from 0 to 5 points
    pmjoa_motor_lower    P-mJOA leg motor function: a whole number from 0 to 7 points
    pmjoa_sensory_upper  P-mJOA hand sensation: a whole number from 0 to 3 points
    pmjoa_sphincter      P-mJOA bladder function: a whole number from 0 to 3 points

Can be recorded in place of inputs: pmjoa_total, pmjoa_severity

For: People in the Swedish Spine Register, before and after surgery for degenerative myelopathy. The abstract states no age; the same cut-offs of the clinician-scored mJOA were derived in adults.

Source: de Dios et al. 2024, bands compared

Limits:
    - The bands are those used in a comparison with the European Myelopathy Score; no study that derived bands for this form was found.
    - The full score has no separate grade.
    - Do not apply these bands to the clinician-scored mJOA or to the European Myelopathy Score.

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

Can be recorded in place of inputs: pmjoa_total

For: Studied in people with cervical myelopathy; the abstract states no other condition. The total describes function, whatever its cause.

Source: Study of the patient-derived mJOA, abstract, the same four items in lay language

Limits:
    - Whole points only.
    - Not the clinician-scored mJOA: the two agree on average, not for one person.

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

Can be recorded in place of inputs: ranawat

For: People with rheumatoid arthritis.

Source: Ranawat et al. 1979, the classes, as tabulated at e1v1m1.co.uk page 231

Limits:
    - Designed for rheumatoid arthritis; not a scale for degenerative myelopathy.
    - There is no plain class III: the ability to walk decides between IIIA and IIIB.
    - The table does not say where the pain is; because it grades the neck, neck pain is used here.
    - All findings of class II are required, because the table lists them together; some of them alone give no class. This is the strictest of three published readings.
    - Long tract signs together with all findings of class II, but without objective weakness, still give class II, because class III requires that weakness.

Example:
    >>> import cervmyelo as cm
    >>> person = {'objective_weakness': True, 'long_tract_signs': True}
    >>> cm.ranawat(person).answer
    'IIIA or IIIB'
"""

sf36_mcs_change: Final[Quotient]
"""
The change of the SF-36v2 mental component score in points; positive is better.

Inputs, each None if not recorded:
    sf36_mcs_after   SF-36v2 mental component score (MCS) after: a number from 0 to 100 points
    sf36_mcs_before  SF-36v2 mental component score (MCS) before: a number from 0 to 100 points

For: Calculated in a study of people with degenerative cervical myelopathy; the difference itself needs no condition.

Source: MCID study of the SF-36v2 in degenerative myelopathy, abstract, results and conclusion

Limits:
    - Both scores must be of version 2 of the form.
    - It reads the scored component; the questions are not part of this library.
    - 0 to 100 is what can be entered here; the abstract gives no range.

Example:
    >>> import cervmyelo as cm
    >>> person = {'sf36_mcs_before': 35.0, 'sf36_mcs_after': 41.5}
    >>> cm.sf36_mcs_change(person).answer
    '6.5 points'
"""

sf36_mcs_mcid: Final[Bands]
"""
Whether the SF-36v2 mental component score rose by the minimum clinically important difference (MCID).

Inputs, each None if not recorded:
    sf36_mcs_after   SF-36v2 mental component score (MCS) after: a number from 0 to 100 points
    sf36_mcs_before  SF-36v2 mental component score (MCS) before: a number from 0 to 100 points

For: People with degenerative cervical myelopathy.

Source: MCID study of the SF-36v2 in degenerative myelopathy, abstract, results and conclusion

Limits:
    - Derived from groups; it does not show that the gain mattered to one person.
    - Only for a gain: no published threshold for a loss was found.

Example:
    >>> import cervmyelo as cm
    >>> person = {'sf36_mcs_before': 35.0, 'sf36_mcs_after': 41.5}
    >>> cm.sf36_mcs_mcid(person).answer
    'reached'
"""

sf36_pcs_change: Final[Quotient]
"""
The change of the SF-36v2 physical component score in points; positive is better.

Inputs, each None if not recorded:
    sf36_pcs_after   SF-36v2 physical component score (PCS) after: a number from 0 to 100 points
    sf36_pcs_before  SF-36v2 physical component score (PCS) before: a number from 0 to 100 points

For: Calculated in a study of people with degenerative cervical myelopathy; the difference itself needs no condition.

Source: MCID study of the SF-36v2 in degenerative myelopathy, abstract, results and conclusion

Limits:
    - Both scores must be of version 2 of the form.
    - It reads the scored component; the questions are not part of this library.
    - 0 to 100 is what can be entered here; the abstract gives no range.

Example:
    >>> import cervmyelo as cm
    >>> person = {'sf36_pcs_before': 35.0, 'sf36_pcs_after': 41.5}
    >>> cm.sf36_pcs_change(person).answer
    '6.5 points'
"""

sf36_pcs_mcid: Final[Bands]
"""
Whether the SF-36v2 physical component score rose by the minimum clinically important difference (MCID).

Inputs, each None if not recorded:
    sf36_pcs_after   SF-36v2 physical component score (PCS) after: a number from 0 to 100 points
    sf36_pcs_before  SF-36v2 physical component score (PCS) before: a number from 0 to 100 points

For: People with degenerative cervical myelopathy.

Source: MCID study of the SF-36v2 in degenerative myelopathy, abstract, results and conclusion

Limits:
    - Derived from groups; it does not show that the gain mattered to one person.
    - Only for a gain: no published threshold for a loss was found.

Example:
    >>> import cervmyelo as cm
    >>> person = {'sf36_pcs_before': 35.0, 'sf36_pcs_after': 41.5}
    >>> cm.sf36_pcs_mcid(person).answer
    'reached'
"""

slice_compression: Final[Bands]
"""
Whether one MRI slice of the segmented cord shows compression: none, possible or compression.

Inputs, each None if not recorded:
    compression_ratio      compression ratio of the cord: a ratio from 0 to 2
    cord_area_mm2          area of the cord: a number from 5 to 200 mm²
    cord_solidity_percent  solidity of the cord: a number from 2 to 100 percent
    cord_torsion_degrees   torsion of the cord: a number from 0 to 90 degrees
    disc_level             disc at which the slice lies: C3/4, C4/5, C5/6 or C6/7

Can be recorded in place of inputs: slice_compression

For: No population is stated in the published program that was read.

Source: Horáková et al. 2022, cut-offs of the probability

Limits:
    - It detects cord compression on a segmented image, not myelopathy.
    - Only for slices at the discs from C3/4 to C6/7.
    - A missing input leaves the answer open. The reference program replaces a missing torsion by zero; this rule does not.
    - The compression ratio is recorded as a ratio; the published coefficient is per percentage point.
    - Torsion is the mean change in the orientation of the cord over the six adjacent pairs of slices, from three slices above to three below.
    - One published case was reproduced. For four more slices of the same image only the results are published, so they could not be tested.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

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
    cord_solidity_percent  solidity of the cord: a number from 2 to 100 percent
    cord_torsion_degrees   torsion of the cord: a number from 0 to 90 degrees
    disc_level             disc at which the slice lies: C3/4, C4/5, C5/6 or C6/7

For: No population is stated in the published program that was read.

Source: Horáková et al. 2022, equation 4 and table 3

Limits:
    - It detects cord compression on a segmented image, not myelopathy.
    - Only for slices at the discs from C3/4 to C6/7.
    - A missing input leaves the answer open. The reference program replaces a missing torsion by zero; this rule does not.
    - The compression ratio is recorded as a ratio; the published coefficient is per percentage point.
    - Torsion is the mean change in the orientation of the cord over the six adjacent pairs of slices, from three slices above to three below.
    - One published case was reproduced. For four more slices of the same image only the results are published, so they could not be tested.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'compression_ratio': 0.6253018731452272, 'cord_area_mm2': 78.5321685211387, 'cord_solidity_percent': 96.875, 'cord_torsion_degrees': 1.2029329356733938, 'disc_level': 'C4/5'}
    >>> cm.slice_compression_probability(person).answer
    '0.011 probability'
"""

stability_without_surgery: Final[Curve]
"""
The share of people who stay neurologically stable without surgery for the given number of years, in percent.

Inputs, each None if not recorded:
    horizon_years       years ahead: a number from 0 to 50 years
    mjoa_motor_upper    mJOA hand motor function: a whole number from 0 to 5 points
    mjoa_motor_lower    mJOA leg motor function: a whole number from 0 to 7 points
    mjoa_sensory_upper  mJOA hand sensation: a whole number from 0 to 3 points
    mjoa_sphincter      mJOA bladder function: a whole number from 0 to 3 points

Can be recorded in place of inputs: mjoa_total, mjoa_severity

For: People with degenerative cervical myelopathy who are treated without surgery. The abstract states no age; the severity by which it groups them was derived in adults.

Source: Sarraj et al. 2024, abstract, neurological stability over time

Limits:
    - A share of a group, not a prediction for one person.
    - Only for people who do not have surgery.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.
    - Between two published times the answer is the range between their figures; the formulae of the source were not available, and no curve is fitted instead.
    - The intervals are 95 % credible intervals; between two times, or if an input is missing, the widest limits are shown.
    - The source has the same figures for moderate and severe myelopathy.
    - The age of the people was not read; the figures are not for children.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_motor_upper': 4, 'mjoa_motor_lower': 6, 'mjoa_sensory_upper': 2, 'mjoa_sphincter': 3, 'horizon_years': 5}
    >>> cm.stability_without_surgery(person).answer
    '75 % (interval 54 to 90)'
"""

step_test_machino: Final[FirstMatch]
"""
The result of the 10-second step test by the cut-off for the decade of age.

Inputs, each None if not recorded:
    age_years        age: a whole number from 0 to 120 years
    step_test_steps  10-second step test: a whole number from 0 to 100 steps

Can be recorded in place of inputs: step_test_machino

For: 454 people with cervical spondylotic myelopathy and 818 people without symptoms, in their forties to seventies, in Japan.

Source: Machino et al., abstract, results, cut-offs by decade

Limits:
    - A screening test, not a diagnosis: other conditions also slow the hand.
    - The source does not say whether the number itself counts as abnormal: exactly at the cut-off there is no answer.
    - The cut-offs are for both sexes together; the source has separate ones for women and men that were not in the abstract.
    - The test is not possible for people who cannot stand alone; record no count for them.

Example:
    >>> import cervmyelo as cm
    >>> person = {'age_years': 63, 'step_test_steps': 12}
    >>> cm.step_test_machino(person).answer
    'positive'
"""

tetreault_2015: Final[Regression]
"""
The relative chance of a good outcome after surgery, compared with a reference person; a ratio, not a probability.

Inputs, each None if not recorded:
    mjoa_before    mJOA total before: a whole number from 0 to 18 points
    abnormal_gait  abnormal gait on examination: yes or no
    age_years      age: a whole number from 0 to 120 years
    smoker         current smoking: yes or no

For: The people of the two AO Spine cohorts before their operation: adults with symptomatic degenerative myelopathy and compression on MRI, not operated on for it before, and without symptomatic lumbar stenosis.

Source: Tetreault et al. 2015, table of relative risks

Limits:
    - Relative only: no intercept was found, so there is no probability, and the result can exceed 1.
    - The reference person is a convention of this library (mJOA 15, age 60, normal gait, non-smoker); it cancels out when two people are compared.
    - The comparison assumes equal comorbidity and equal symptom duration.
    - It reads the recorded mJOA total before surgery, not the items.
    - Derived in people who had surgery; it does not apply to treatment without surgery.
    - The effects are multiplied, as in the model; no interval for the product is published.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'mjoa_before': 15, 'age_years': 60, 'abnormal_gait': True, 'smoker': True}
    >>> cm.tetreault_2015(person).answer
    '0.593 times the reference (relative risk)'
"""

tetreault_743_odds: Final[Regression]
"""
The relative odds of a good outcome after surgery, compared with a reference person; a ratio, not a probability.

Inputs, each None if not recorded:
    age_years    age: a whole number from 0 to 120 years
    smoker       current smoking: yes or no
    mjoa_before  mJOA total before: a whole number from 0 to 18 points

For: People before surgery for cervical myelopathy. They are as many as the people of the two AO Spine cohorts in the validation study, so the inclusion criteria of those cohorts are used; the abstract itself states none.

Source: Congress abstract on 743 pooled people, table of odds ratios

Limits:
    - Relative only: no intercept was found, so there is no probability, and the result can exceed 1.
    - The reference person is a convention of this library (mJOA 15, age 60, normal gait, non-smoker); it cancels out when two people are compared.
    - An odds ratio, not a ratio of probabilities; do not mix it with relative risks.
    - The comparison assumes equal gait, comorbidity and symptom duration.
    - Derived in people who had surgery; it does not apply to treatment without surgery.
    - A congress abstract; no confidence intervals were found.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

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

Can be recorded in place of inputs: torg_pavlov_ratio, torg_pavlov

For: Studied in athletes with temporary loss of cord function after an injury (neurapraxia). The abstract states no other condition, and nothing recorded here shows who is such a person.

Source: Pavlov et al. 1987, cut-off

Limits:
    - A narrow canal on a radiograph is not myelopathy; a radiograph does not show the cord.
    - Derived in athletes with neurapraxia, not in people with degenerative disease.
    - A ratio of exactly 0.8 counts as 0.8 despite floating-point rounding, and is not stenotic.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

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

Can be recorded in place of inputs: torg_pavlov_ratio

For: Studied in athletes with temporary loss of cord function after an injury (neurapraxia). The abstract states no other condition, and nothing recorded here shows who is such a person.

Source: Pavlov et al. 1987, definition of the ratio

Limits:
    - Measure both lengths at one vertebra on one lateral radiograph, so that magnification cancels out.
    - A ratio, not a percentage.
    - What was read of the source does not mention pregnancy, which needs a decision of its own.

Example:
    >>> import cervmyelo as cm
    >>> person = {'xray_canal_mm': 14.2, 'xray_body_mm': 20.0}
    >>> cm.torg_pavlov_ratio(person).answer
    '0.71 ratio'
"""
