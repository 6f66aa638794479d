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

from .face import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        ".cohort": "cohort:",
        ".cohort.assess": "assess_cohort",
        ".cohort.change": "change_over_time",
        ".cohort.difference": "diff",
        ".cohort.schema": "cohort_schema",
        ".cohort.summary": "summarise",
        ".cohort.tidy": "recorded_answers tidy_cohort",
        ".cohort.wide": "long_to_wide wide_to_long",
        ".bibliography": "citations",
        ".cds_hooks": "cds_hooks:",
        ".column_maps.column_map": "ColumnMap",
        ".cql": "cql:",
        ".diagnosis.causes": "article_cause",
        ".diagnosis.cook2010": "cook_cluster cook_probability cook_result",
        ".diagnosis.early_signs": "article_early_signs",
        ".diagnosis.grip_tests": "grip_tests_kobayashi_2022_probability",
        ".diagnosis.probabilities": "update_probability",
        ".diagnosis.single_signs": "any_sign_probability babinski_probability "
        "grip_release_probability hoffmann_probability hyperreflexia_probability "
        "inverted_supinator_probability",
        ".diagnosis.workup": "article_workup",
        ".errors": "errors: CervmyeloError",
        ".fhir": "fhir:",
        ".findings": "Finding",
        ".follow_up.changes": "ems_change nurick_0_normal_change nurick_1972_change "
        "pmjoa_change",
        ".follow_up.losses": "joa_mcid_mirror mjoa_fall_martin_2021 mjoa_mcid_mirror",
        ".follow_up.joacmeq": "joacmeq_bladder_benefit joacmeq_bladder_change "
        "joacmeq_lower_limb_benefit joacmeq_lower_limb_change joacmeq_neck_benefit "
        "joacmeq_neck_change joacmeq_quality_of_life_benefit "
        "joacmeq_quality_of_life_change joacmeq_upper_limb_benefit "
        "joacmeq_upper_limb_change",
        ".follow_up.ndi": "ndi_change ndi_reduction",
        ".follow_up.recovery": "joa1994_change joa1994_recovery_rate joa_change "
        "joa_mcid joa_recovery_rate mjoa_change mjoa_mcid mjoa_recovery_rate",
        ".follow_up.sf36": "sf36_mcs_change sf36_mcs_mcid sf36_pcs_change "
        "sf36_pcs_mcid",
        ".guidance.ao_spine_2017": "ao_spine_2017",
        ".guidance.urgency": "article_urgency",
        ".imaging.canal": "canal_stenosis",
        ".imaging.cord_compression": "low_compression_ratio cord_area_small "
        "cord_compression_ratio mcc mscc",
        ".imaging.kang": "kang_grade",
        ".imaging.opll": "k_line opll_occupying_ratio",
        ".imaging.slice_compression": "slice_compression slice_compression_probability",
        ".imaging.torg_pavlov": "torg_pavlov torg_pavlov_ratio",
        ".instruments.cooper": "cooper_lower cooper_upper",
        ".instruments.crosswalks": "crosswalk",
        ".instruments.ems": "ems_grade ems_total",
        ".instruments.grip_release": "grip_release grip_release_kobayashi_2022 "
        "grip_release_machino",
        ".instruments.grip_strength": "grip_strength_kobayashi_2022 "
        "grip_strength_screen",
        ".instruments.grip_tests": "grip_tests_kobayashi_2022",
        ".instruments.joa": "joa1994_mild joa1994_total joa_total",
        ".instruments.joacmeq": "joacmeq_bladder joacmeq_lower_limb joacmeq_neck "
        "joacmeq_quality_of_life joacmeq_upper_limb",
        ".instruments.mdi": "mdi_severity",
        ".instruments.mjoa": "mjoa_severity mjoa_total",
        ".instruments.ndi": "ndi_disability ndi_percent_of_nine ndi_total",
        ".instruments.nurick": "nurick_0_normal nurick_1972",
        ".instruments.patient_mjoa": "pmjoa_severity pmjoa_total",
        ".instruments.ranawat": "ranawat",
        ".instruments.stages": "article_stage",
        ".instruments.step_test": "step_test_machino",
        ".io": "io:",
        ".literature": "literature:",
        ".case": "Case",
        ".partly": "Partly between one_of",
        ".plots": "plots:",
        ".models.cooper": "Cooper",
        ".models.ems": "EMS",
        ".models.examination": "Examination",
        ".models.follow_up": "FollowUp Nurick0Normal Nurick1972",
        ".models.imaging": "Imaging",
        ".models.joa": "JOA JOA1994",
        ".models.joacmeq": "JOACMEQ",
        ".models.mdi": "MDI",
        ".models.mjoa": "MJOA",
        ".models.ndi": "NDI",
        ".models.outcome_measures": "OutcomeMeasures SF36",
        ".models.patient": "Patient quantities:QUANTITIES",
        ".models.patient_mjoa": "PatientMJOA",
        ".models.symptoms": "Symptom",
        ".models.walking": "Walking",
        ".outlook.after_surgery": "tetreault_2015 tetreault_743_odds",
        ".outlook.article": "article_outlook_factors",
        ".outlook.natural_history": "stability_without_surgery",
        ".records": "records:",
        ".report": "report:",
        ".registry": "rules:RULES scales:SCALES",
        ".results.assessment": "Assessment assess",
        ".results.change": "Change",
        ".results.core_set": "CoreMeasure CoreMeasurementSet core_measurement_set",
        ".results.course": "Course course",
        ".results.profiles": "Outlook RiskProfile estimate_outlook score_risk",
        ".results.questions": "Question next_question",
        ".results.stage": "grade",
        ".results.tidy": "tidy_findings",
        ".results.urgency": "Urgency triage",
        ".results.visits": "Visit",
        ".risk.article": "article_risk_factors",
        ".risk.conversion": "bednarik_early_predictors conversion_factors",
        ".scale": "Grade",
        ".synthetic": "synthetic:",
        ".terminology": "terminology:",
        ".tools": "tools:",
    },
)
