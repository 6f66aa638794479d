"""
The conditions, findings and complications that have codes.
"""

from __future__ import annotations

from typing import Final

from .concepts import Concept, hpo, icd10, icd10_cm, icd11, snomed

__all__ = ["CONDITIONS"]

_MYELOPATHY: Final = icd11("8B42", "Myelopathy")
_NOT_DEGENERATIVE: Final = (
    "ICD-11 8B44 is named after degenerative cord disorders but contains hereditary "
    "ones: do not use it."
)

CONDITIONS: Final = (
    Concept(
        name="cervical_myelopathy",
        label="cervical myelopathy",
        codes=(hpo("HP:0002318", "Cervical myelopathy"),),
        quantities=("myelopathy",),
        note="No code for degenerative cervical myelopathy itself was found in "
        "ICD-10-CM or SNOMED CT: code its cause with myelopathy. HPO refers to SNOMED "
        f"CT 202664003, whose name was not available. {_NOT_DEGENERATIVE}",
    ),
    Concept(
        name="myelopathy",
        label="myelopathy at any level",
        codes=(
            icd10_cm("G95.9", "Disease of spinal cord, unspecified"),
            _MYELOPATHY,
            hpo("HP:0002196", "Myelopathy"),
        ),
        note=f"These codes do not specify the neck. {_NOT_DEGENERATIVE}",
    ),
    Concept(
        name="myelopathy_in_other_disease",
        label="myelopathy in a disease coded elsewhere",
        codes=(icd10_cm("G99.2", "Myelopathy in diseases classified elsewhere"),),
        note="Never the first code; code the underlying disease first.",
    ),
    Concept(
        name="spondylosis_with_myelopathy",
        label="cervical spondylosis with myelopathy",
        codes=(
            icd10_cm("M47.12", "Other spondylosis with myelopathy, cervical region"),
            icd10_cm(
                "M47.11",
                "Other spondylosis with myelopathy, occipito-atlanto-axial region",
            ),
            icd10_cm(
                "M47.13", "Other spondylosis with myelopathy, cervicothoracic region"
            ),
            icd10_cm("M47.10", "Other spondylosis with myelopathy, site unspecified"),
            icd10("M47.1"),
            _MYELOPATHY,
            snomed("65260001", "Cervical spondylosis with myelopathy (disorder)"),
        ),
        note=f"The ICD-11 code covers myelopathy only. {_NOT_DEGENERATIVE}",
    ),
    Concept(
        name="myelopathy_due_to_spondylosis",
        label="myelopathy due to spondylosis, at any site",
        codes=(snomed("192907007", "Myelopathy due to spondylosis (disorder)"),),
    ),
    Concept(
        name="disc_disorder_with_myelopathy",
        label="cervical disc disorder with myelopathy",
        codes=(
            icd10_cm(
                "M50.00",
                "Cervical disc disorder with myelopathy, unspecified cervical region",
            ),
            icd10_cm(
                "M50.01",
                "Cervical disc disorder with myelopathy, high cervical region",
            ),
            icd10_cm(
                "M50.020",
                "Cervical disc disorder with myelopathy, mid-cervical region, "
                "unspecified level",
            ),
            icd10_cm(
                "M50.021", "Cervical disc disorder at C4-C5 level with myelopathy"
            ),
            icd10_cm(
                "M50.022", "Cervical disc disorder at C5-C6 level with myelopathy"
            ),
            icd10_cm(
                "M50.023", "Cervical disc disorder at C6-C7 level with myelopathy"
            ),
            icd10_cm(
                "M50.03",
                "Cervical disc disorder with myelopathy, cervicothoracic region",
            ),
            icd10("M50.0"),
            icd11(
                "FA80.3",
                "Disc degeneration of cervical spine with nervous system involvement",
            ),
            snomed(
                "75467001",
                "Intervertebral disc disorder of cervical region with myelopathy "
                "(disorder)",
            ),
        ),
        note="M50.02 is not billable: it was split by level in FY2017.",
    ),
    Concept(
        name="any_disc_disorder_with_myelopathy",
        label="disc disorder with myelopathy, at any site",
        codes=(
            snomed(
                "44983007", "Intervertebral disc disorder with myelopathy (disorder)"
            ),
        ),
    ),
    Concept(
        name="spondylosis",
        label="cervical spondylosis, cord and roots not specified",
        codes=(icd10_cm("M47.892", "Other spondylosis, cervical region"),),
        quantities=("spondylosis",),
        broader=True,
        note="If myelopathy or radiculopathy is present, or both are known to be "
        "absent, use the codes of the more specific concept.",
    ),
    Concept(
        name="spondylosis_without_myelopathy",
        label="cervical spondylosis without myelopathy",
        codes=(
            icd10_cm(
                "M47.812",
                "Spondylosis without myelopathy or radiculopathy, cervical region",
            ),
            icd10_cm(
                "M47.811",
                "Spondylosis without myelopathy or radiculopathy, "
                "occipito-atlanto-axial region",
            ),
            icd10_cm(
                "M47.813",
                "Spondylosis without myelopathy or radiculopathy, cervicothoracic "
                "region",
            ),
            icd10("M47.8"),
            snomed("267970006", "Cervical spondylosis without myelopathy (disorder)"),
        ),
        note="The ICD-10-CM codes also exclude radiculopathy.",
    ),
    Concept(
        name="spondylosis_with_radiculopathy",
        label="cervical spondylosis with radiculopathy",
        codes=(
            icd10_cm("M47.22", "Other spondylosis with radiculopathy, cervical region"),
            icd10_cm(
                "M47.21",
                "Other spondylosis with radiculopathy, occipito-atlanto-axial region",
            ),
            icd10_cm(
                "M47.23",
                "Other spondylosis with radiculopathy, cervicothoracic region",
            ),
            icd10("M47.2"),
            snomed("202683005", "Cervical spondylosis with radiculopathy (disorder)"),
            snomed(
                "202686002",
                "Multiple-level cervical spondylosis with radiculopathy (disorder)",
            ),
        ),
    ),
    Concept(
        name="disc_disorder_with_radiculopathy",
        label="cervical disc disorder with radiculopathy",
        codes=(
            icd10_cm(
                "M50.10",
                "Cervical disc disorder with radiculopathy, unspecified cervical "
                "region",
            ),
            icd10_cm(
                "M50.11",
                "Cervical disc disorder with radiculopathy, high cervical region",
            ),
            icd10_cm("M50.120", "Mid-cervical disc disorder, unspecified level"),
            icd10_cm(
                "M50.121", "Cervical disc disorder at C4-C5 level with radiculopathy"
            ),
            icd10_cm(
                "M50.122", "Cervical disc disorder at C5-C6 level with radiculopathy"
            ),
            icd10_cm(
                "M50.123", "Cervical disc disorder at C6-C7 level with radiculopathy"
            ),
            icd10_cm(
                "M50.13",
                "Cervical disc disorder with radiculopathy, cervicothoracic region",
            ),
            icd10("M50.1"),
            snomed("202757008", "Cervical disc disorder with radiculopathy (disorder)"),
        ),
    ),
    Concept(
        name="disc_displacement",
        label="herniated cervical disc",
        codes=(
            icd10_cm(
                "M50.20",
                "Other cervical disc displacement, unspecified cervical region",
            ),
            icd10_cm(
                "M50.21", "Other cervical disc displacement, high cervical region"
            ),
            icd10_cm(
                "M50.220",
                "Other cervical disc displacement, mid-cervical region, unspecified "
                "level",
            ),
            icd10_cm("M50.221", "Other cervical disc displacement at C4-C5 level"),
            icd10_cm("M50.222", "Other cervical disc displacement at C5-C6 level"),
            icd10_cm("M50.223", "Other cervical disc displacement at C6-C7 level"),
            icd10_cm(
                "M50.23", "Other cervical disc displacement, cervicothoracic region"
            ),
        ),
        quantities=("herniated_disc",),
        note="If the disc causes myelopathy or radiculopathy, use the codes of the "
        "disc disorder concepts.",
    ),
    Concept(
        name="disc_displacement_without_myelopathy",
        label="herniated cervical disc without myelopathy",
        codes=(
            snomed(
                "85216006",
                "Displacement of cervical intervertebral disc without myelopathy "
                "(disorder)",
            ),
        ),
    ),
    Concept(
        name="disc_degeneration",
        label="cervical disc degeneration",
        codes=(
            snomed(
                "69195002", "Degeneration of cervical intervertebral disc (disorder)"
            ),
        ),
        quantities=("disc_degeneration",),
    ),
    Concept(
        name="bone_spurs",
        label="vertebral bone spurs",
        codes=(icd10_cm("M25.78", "Osteophyte, vertebrae"),),
        quantities=("bone_spurs",),
    ),
    Concept(
        name="opll",
        label="ossification of the posterior longitudinal ligament (OPLL)",
        codes=(
            icd10("M48.8"),
            snomed(
                "202771000",
                "Cervical posterior longitudinal ligament ossification (disorder)",
            ),
            snomed(
                "90448008",
                "Ossification of posterior longitudinal ligament (disorder)",
            ),
        ),
        quantities=("opll",),
        note='For OPLL shown by imaging; there is no code for "not imaged". M48.8 is '
        "broader, and SNOMED CT 90448008 covers any site. No ICD-10-CM code is "
        "included.",
    ),
    Concept(
        name="cervical_stenosis",
        label="cervical canal stenosis",
        codes=(
            icd10_cm("M48.02", "Spinal stenosis, cervical region"),
            icd10_cm("M48.01", "Spinal stenosis, occipito-atlanto-axial region"),
            icd10_cm("M48.03", "Spinal stenosis, cervicothoracic region"),
            icd10("M48.0"),
            icd11("FA82", "Spinal stenosis"),
            snomed("83561009", "Spinal stenosis in cervical region (disorder)"),
        ),
        quantities=("congenital_narrow_canal",),
        broader=True,
        note="No code for a congenitally narrow canal was found; these codes do not "
        "distinguish it.",
    ),
    Concept(
        name="osseous_stenosis",
        label="osseous stenosis of the cervical canal",
        codes=(
            icd10_cm("M99.31", "Osseous stenosis of neural canal of cervical region"),
        ),
    ),
    Concept(
        name="connective_tissue_stenosis",
        label="connective tissue stenosis of the cervical canal",
        codes=(
            icd10_cm(
                "M99.41",
                "Connective tissue stenosis of neural canal of cervical region",
            ),
        ),
    ),
    Concept(
        name="disc_stenosis",
        label="disc stenosis of the cervical canal",
        codes=(
            icd10_cm(
                "M99.51",
                "Intervertebral disc stenosis of neural canal of cervical region",
            ),
        ),
    ),
    Concept(
        name="cord_compression",
        label="spinal cord compression",
        codes=(
            icd10_cm("G95.20", "Unspecified cord compression"),
            icd10_cm("G95.29", "Other cord compression"),
            icd10("G95.2"),
        ),
        quantities=("cord_compression",),
        note="A WHO mapping table maps G95.2 to the ICD-11 code for myelopathy. Cord "
        "compression on imaging is not myelopathy, so that code is left out.",
    ),
    Concept(
        name="radiculopathy",
        label="cervical radiculopathy",
        codes=(
            icd10_cm("M54.12", "Radiculopathy, cervical region"),
            icd10_cm("M54.13", "Radiculopathy, cervicothoracic region"),
            icd10("M54.1"),
            snomed("202776005", "Cervical root syndrome (disorder)"),
        ),
        quantities=("radiculopathy",),
    ),
    Concept(
        name="atlantoaxial_myelopathy",
        label="recurrent atlantoaxial dislocation with myelopathy",
        codes=(
            icd10_cm("M43.3", "Recurrent atlantoaxial dislocation with myelopathy"),
            icd10("M43.3"),
        ),
        note="ICD-10-CM calls it dislocation, the WHO calls it subluxation.",
    ),
    Concept(
        name="rheumatoid_arthritis",
        label="rheumatoid arthritis",
        codes=(icd10_cm("M06.9", "Rheumatoid arthritis, unspecified"),),
        quantities=("rheumatoid_arthritis",),
        note="No codes that specify rheumatoid factor were found.",
    ),
    Concept(
        name="neck_pain",
        label="neck pain",
        codes=(icd10_cm("M54.2", "Cervicalgia"), icd10("M54.2")),
        quantities=("neck_pain",),
    ),
    Concept(
        name="abnormal_gait",
        label="gait abnormality",
        codes=(icd10_cm("R26.9", "Unspecified abnormalities of gait and mobility"),),
        quantities=("gait_change", "abnormal_gait"),
    ),
    Concept(
        name="abnormal_reflex",
        label="abnormal reflex",
        codes=(icd10_cm("R29.2", "Abnormal reflex"),),
        quantities=("reflex_change",),
        note="It does not specify the reflex; the single signs have no code.",
    ),
    Concept(
        name="changed_sensation",
        label="altered sensation",
        codes=(icd10_cm("R20.9", "Unspecified disturbances of skin sensation"),),
        quantities=("sensory_change",),
    ),
    Concept(
        name="weakness",
        label="general weakness",
        codes=(icd10_cm("R53.1", "Weakness"),),
        quantities=("general_weakness",),
    ),
    Concept(
        name="vocal_cord_paralysis",
        label="vocal cord paralysis",
        codes=(
            icd10_cm("J38.00", "Paralysis of vocal cords and larynx, unspecified"),
            icd10_cm("J38.01", "Paralysis of vocal cords and larynx, unilateral"),
            icd10_cm("J38.02", "Paralysis of vocal cords and larynx, bilateral"),
            icd10("J38.0"),
        ),
    ),
)
"""Every condition, finding and complication that has a code."""
