"""
Codes are those of the lists in which they were seen, and no other.

The rows below are copied from those lists: the order files of CMS for FY2026 (ICD-10-CM
and ICD-10-PCS, with whether a code can be billed), and the value set
2.16.840.1.113762.1.4.1021.95 of SNOMED CT.
"""

import re

import pytest

import cervmyelo as cm
from cervmyelo import terminology
from cervmyelo.codes import (
    ANSWERS,
    GRADES,
    HPO,
    ICD10,
    ICD10_CM,
    ICD10_PCS,
    ICD11,
    LOCAL,
    LOINC,
    SNOMED_CT,
    SYSTEMS,
)
from cervmyelo.errors import RuleError, UnknownFieldError
from cervmyelo.terminology.general_records import ANSWERED, DIAGNOSED

CM_ROWS = """
G95.20 | 1 | Unspecified cord compression
G95.29 | 1 | Other cord compression
G95.9 | 1 | Disease of spinal cord, unspecified
G99.2 | 1 | Myelopathy in diseases classified elsewhere
J38.00 | 1 | Paralysis of vocal cords and larynx, unspecified
J38.01 | 1 | Paralysis of vocal cords and larynx, unilateral
J38.02 | 1 | Paralysis of vocal cords and larynx, bilateral
M06.9 | 1 | Rheumatoid arthritis, unspecified
M25.78 | 1 | Osteophyte, vertebrae
M43.3 | 1 | Recurrent atlantoaxial dislocation with myelopathy
M47.10 | 1 | Other spondylosis with myelopathy, site unspecified
M47.11 | 1 | Other spondylosis with myelopathy, occipito-atlanto-axial region
M47.12 | 1 | Other spondylosis with myelopathy, cervical region
M47.13 | 1 | Other spondylosis with myelopathy, cervicothoracic region
M47.21 | 1 | Other spondylosis with radiculopathy, occipito-atlanto-axial region
M47.22 | 1 | Other spondylosis with radiculopathy, cervical region
M47.23 | 1 | Other spondylosis with radiculopathy, cervicothoracic region
M47.811 | 1 | Spondylosis without myelopathy or radiculopathy, occipito-atlanto-axial region
M47.812 | 1 | Spondylosis without myelopathy or radiculopathy, cervical region
M47.813 | 1 | Spondylosis without myelopathy or radiculopathy, cervicothoracic region
M47.892 | 1 | Other spondylosis, cervical region
M48.01 | 1 | Spinal stenosis, occipito-atlanto-axial region
M48.02 | 1 | Spinal stenosis, cervical region
M48.03 | 1 | Spinal stenosis, cervicothoracic region
M50.00 | 1 | Cervical disc disorder with myelopathy, unspecified cervical region
M50.01 | 1 | Cervical disc disorder with myelopathy, high cervical region
M50.020 | 1 | Cervical disc disorder with myelopathy, mid-cervical region, unspecified level
M50.021 | 1 | Cervical disc disorder at C4-C5 level with myelopathy
M50.022 | 1 | Cervical disc disorder at C5-C6 level with myelopathy
M50.023 | 1 | Cervical disc disorder at C6-C7 level with myelopathy
M50.03 | 1 | Cervical disc disorder with myelopathy, cervicothoracic region
M50.10 | 1 | Cervical disc disorder with radiculopathy, unspecified cervical region
M50.11 | 1 | Cervical disc disorder with radiculopathy, high cervical region
M50.120 | 1 | Mid-cervical disc disorder, unspecified level
M50.121 | 1 | Cervical disc disorder at C4-C5 level with radiculopathy
M50.122 | 1 | Cervical disc disorder at C5-C6 level with radiculopathy
M50.123 | 1 | Cervical disc disorder at C6-C7 level with radiculopathy
M50.13 | 1 | Cervical disc disorder with radiculopathy, cervicothoracic region
M50.20 | 1 | Other cervical disc displacement, unspecified cervical region
M50.21 | 1 | Other cervical disc displacement, high cervical region
M50.220 | 1 | Other cervical disc displacement, mid-cervical region, unspecified level
M50.221 | 1 | Other cervical disc displacement at C4-C5 level
M50.222 | 1 | Other cervical disc displacement at C5-C6 level
M50.223 | 1 | Other cervical disc displacement at C6-C7 level
M50.23 | 1 | Other cervical disc displacement, cervicothoracic region
M54.12 | 1 | Radiculopathy, cervical region
M54.13 | 1 | Radiculopathy, cervicothoracic region
M54.2 | 1 | Cervicalgia
M99.31 | 1 | Osseous stenosis of neural canal of cervical region
M99.41 | 1 | Connective tissue stenosis of neural canal of cervical region
M99.51 | 1 | Intervertebral disc stenosis of neural canal of cervical region
R20.9 | 1 | Unspecified disturbances of skin sensation
R26.9 | 1 | Unspecified abnormalities of gait and mobility
R29.2 | 1 | Abnormal reflex
R53.1 | 1 | Weakness
"""  # noqa: E501 -- rows are copied as they stand

PCS_ROWS = """
00NW0ZZ | 1 | Release Cervical Spinal Cord, Open Approach
0PB30ZZ | 1 | Excision of Cervical Vertebra, Open Approach
0PU307Z | 1 | Supplement Cervical Vertebra with Autologous Tissue Substitute, Open Approach
0PU30JZ | 1 | Supplement Cervical Vertebra with Synthetic Substitute, Open Approach
0PU30KZ | 1 | Supplement Cervical Vertebra with Nonautologous Tissue Substitute, Open Approach
0RB30ZZ | 1 | Excision of Cervical Vertebral Disc, Open Approach
0RG1070 | 1 | Fusion of Cervical Vertebral Joint with Autologous Tissue Substitute, Anterior Approach, Anterior Column, Open Approach
0RG1071 | 1 | Fusion of Cervical Vertebral Joint with Autologous Tissue Substitute, Posterior Approach, Posterior Column, Open Approach
0RG10A0 | 1 | Fusion of Cervical Vertebral Joint with Interbody Fusion Device, Anterior Approach, Anterior Column, Open Approach
0RG10J0 | 1 | Fusion of Cervical Vertebral Joint with Synthetic Substitute, Anterior Approach, Anterior Column, Open Approach
0RG10J1 | 1 | Fusion of Cervical Vertebral Joint with Synthetic Substitute, Posterior Approach, Posterior Column, Open Approach
0RG10K0 | 1 | Fusion of Cervical Vertebral Joint with Nonautologous Tissue Substitute, Anterior Approach, Anterior Column, Open Approach
0RG10K1 | 1 | Fusion of Cervical Vertebral Joint with Nonautologous Tissue Substitute, Posterior Approach, Posterior Column, Open Approach
0RG2070 | 1 | Fusion of 2 or more Cervical Vertebral Joints with Autologous Tissue Substitute, Anterior Approach, Anterior Column, Open Approach
0RG2071 | 1 | Fusion of 2 or more Cervical Vertebral Joints with Autologous Tissue Substitute, Posterior Approach, Posterior Column, Open Approach
0RG20A0 | 1 | Fusion of 2 or more Cervical Vertebral Joints with Interbody Fusion Device, Anterior Approach, Anterior Column, Open Approach
0RG20J0 | 1 | Fusion of 2 or more Cervical Vertebral Joints with Synthetic Substitute, Anterior Approach, Anterior Column, Open Approach
0RG20J1 | 1 | Fusion of 2 or more Cervical Vertebral Joints with Synthetic Substitute, Posterior Approach, Posterior Column, Open Approach
0RG20K0 | 1 | Fusion of 2 or more Cervical Vertebral Joints with Nonautologous Tissue Substitute, Anterior Approach, Anterior Column, Open Approach
0RG20K1 | 1 | Fusion of 2 or more Cervical Vertebral Joints with Nonautologous Tissue Substitute, Posterior Approach, Posterior Column, Open Approach
0RG4071 | 1 | Fusion of Cervicothoracic Vertebral Joint with Autologous Tissue Substitute, Posterior Approach, Posterior Column, Open Approach
0RG40A0 | 1 | Fusion of Cervicothoracic Vertebral Joint with Interbody Fusion Device, Anterior Approach, Anterior Column, Open Approach
0RR30JZ | 1 | Replacement of Cervical Vertebral Disc with Synthetic Substitute, Open Approach
0RT30ZZ | 1 | Resection of Cervical Vertebral Disc, Open Approach
"""  # noqa: E501 -- rows are copied as they stand

SNOMED_ROWS = """
192907007 | Myelopathy due to spondylosis (disorder)
202683005 | Cervical spondylosis with radiculopathy (disorder)
202686002 | Multiple-level cervical spondylosis with radiculopathy (disorder)
202757008 | Cervical disc disorder with radiculopathy (disorder)
202771000 | Cervical posterior longitudinal ligament ossification (disorder)
202776005 | Cervical root syndrome (disorder)
267970006 | Cervical spondylosis without myelopathy (disorder)
44983007 | Intervertebral disc disorder with myelopathy (disorder)
65260001 | Cervical spondylosis with myelopathy (disorder)
69195002 | Degeneration of cervical intervertebral disc (disorder)
75467001 | Intervertebral disc disorder of cervical region with myelopathy (disorder)
83561009 | Spinal stenosis in cervical region (disorder)
85216006 | Displacement of cervical intervertebral disc without myelopathy (disorder)
90448008 | Ossification of posterior longitudinal ligament (disorder)
"""


def listed(rows, columns):
    """The rows of a list, as tuples."""
    return [tuple(line.split(" | ", columns - 1)) for line in rows.strip().splitlines()]


# What the table of concepts shows for the other systems.
WHO_CODES = {
    "M47.1": {"spondylosis_with_myelopathy"},
    "M50.0": {"disc_disorder_with_myelopathy"},
    "M48.0": {"cervical_stenosis"},
    "M48.8": {"opll"},
    "G95.2": {"cord_compression"},
    "M47.8": {"spondylosis_without_myelopathy"},
    "M47.2": {"spondylosis_with_radiculopathy"},
    "M50.1": {"disc_disorder_with_radiculopathy"},
    "M54.1": {"radiculopathy"},
    "M54.2": {"neck_pain"},
    "M43.3": {"atlantoaxial_myelopathy"},
    "J38.0": {"vocal_cord_paralysis"},
}
ICD11_CODES = {
    ("8B42", "Myelopathy"),
    ("FA80.3", "Disc degeneration of cervical spine with nervous system involvement"),
    ("FA82", "Spinal stenosis"),
}
HPO_CODES = {
    ("HP:0002318", "Cervical myelopathy"),
    ("HP:0002196", "Myelopathy"),
}

# The plainest code of the commonest concepts, as the table shows them.
PLAINEST = {
    "spondylosis_with_myelopathy": ("M47.12", "65260001"),
    "disc_disorder_with_myelopathy": ("M50.00", "75467001"),
    "cervical_stenosis": ("M48.02", "83561009"),
    "opll": (None, "202771000"),
    "myelopathy_in_other_disease": ("G99.2", None),
    "cord_compression": ("G95.20", None),
    "spondylosis_without_myelopathy": ("M47.812", "267970006"),
    "spondylosis_with_radiculopathy": ("M47.22", "202683005"),
    "disc_disorder_with_radiculopathy": ("M50.10", "202757008"),
    "radiculopathy": ("M54.12", "202776005"),
    "neck_pain": ("M54.2", None),
    "osseous_stenosis": ("M99.31", None),
    "connective_tissue_stenosis": ("M99.41", None),
    "disc_stenosis": ("M99.51", None),
    "atlantoaxial_myelopathy": ("M43.3", None),
    "cervical_myelopathy": (None, None),
}

# The codes of the quantities that have any, the plainest first.
QUANTITY_CODES = {
    "myelopathy": "HP:0002318",
    "cord_compression": "G95.20",
    "radiculopathy": "M54.12",
    "spondylosis": "M47.892",
    "herniated_disc": "M50.20",
    "disc_degeneration": "69195002",
    "bone_spurs": "M25.78",
    "opll": "M48.8",
    "congenital_narrow_canal": "M48.02",
    "rheumatoid_arthritis": "M06.9",
    "neck_pain": "M54.2",
    "gait_change": "R26.9",
    "abnormal_gait": "R26.9",
    "reflex_change": "R29.2",
    "sensory_change": "R20.9",
    "general_weakness": "R53.1",
}

# Codes that circulate and must not be shipped, and why.
REFUSED = {
    "M50.02": "cannot be billed since it was split by level",
    "M50.0": "cannot be billed in ICD-10-CM",
    "M48.8X2": "its use for the hardened ligament is not among what was seen",
    "G99.2*": "not in the list of the WHO that was seen",
    "8B44": "holds hereditary disorders, for all its name",
    "443904": "transverse myelopathy, another disease",
    "427371002": "invented for stenosis",
    "900000000000304": "invented for the mJOA",
    "202664003": "its own name was not seen",
    "721.1": "of ICD-9-CM",
}

OF_GENERAL_RECORDS = [
    *(c for a in ANSWERED for c in (a.question, *a.yes, *a.no, *a.open)),
    *(c for each in DIAGNOSED for c in (*each.codes, *each.without)),
]
CODES = [code for concept in cm.terminology.CONCEPTS for code in concept.codes]
CONCEPT = {concept.name: concept for concept in cm.terminology.CONCEPTS}


def shipped(system):
    """Each code of a system with its title, as shipped."""
    return {(code.code, code.display) for code in CODES if code.system == system}


@pytest.mark.parametrize(
    ("system", "rows"), [(ICD10_CM, CM_ROWS), (ICD10_PCS, PCS_ROWS)]
)
def test_codes_of_cms_are_those_of_its_order_files(system, rows):
    """Each code has the title of its row, no row is lacking, and all can be billed."""
    known = listed(rows, 3)
    assert {(code, title) for code, _, title in known} == shipped(system)
    assert {billable for _, billable, _ in known} == {"1"}


def test_codes_of_snomed_are_those_of_the_value_set():
    """Each SNOMED CT code has the name of its row, and no row is lacking."""
    assert set(listed(SNOMED_ROWS, 2)) == shipped(SNOMED_CT)


def test_codes_of_the_other_systems_are_those_seen():
    """ICD-11 and HPO have their titles; the WHO's ICD-10 has codes alone."""
    assert shipped(ICD11) == ICD11_CODES
    assert shipped(HPO) == HPO_CODES
    assert shipped(ICD10) == {(code, "") for code in WHO_CODES}
    for code, names in WHO_CODES.items():
        held = {
            concept.name
            for concept in cm.terminology.CONCEPTS
            if code in [each.code for each in concept.in_system(ICD10)]
        }
        assert held == names


@pytest.mark.parametrize("name", PLAINEST)
def test_the_plainest_code_comes_first(name):
    """The first code of a concept in ICD-10-CM and SNOMED CT is that of the table."""
    for system, code in zip((ICD10_CM, SNOMED_CT), PLAINEST[name], strict=True):
        found = [each.code for each in CONCEPT[name].in_system(system)]
        assert found[:1] == ([] if code is None else [code])


DIHEDRAL = (
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210",
)
TURNS = (
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
)


def checks_out(sctid):
    """Whether the last digit of a SNOMED CT identifier fits the others (Verhoeff)."""
    check = 0
    for place, digit in enumerate(reversed(sctid)):
        check = int(DIHEDRAL[check][int(TURNS[place % 8][int(digit)])])
    return check == 0


def test_codes_have_the_shape_of_their_system():
    """Each code is written as its system writes codes, down to the check digit."""
    shapes = {
        ICD10_CM: r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?",
        ICD10: r"[A-Z][0-9]{2}(\.[0-9])?",
        ICD11: r"[0-9A-Z]{4}(\.[0-9A-Z]{1,2})?",
        ICD10_PCS: r"[0-9A-HJ-NP-Z]{7}",
        SNOMED_CT: r"[0-9]{6,18}",
        HPO: r"HP:[0-9]{7}",
        LOINC: r"[0-9]{1,7}-[0-9]",
    }
    for code in (*CODES, *OF_GENERAL_RECORDS):
        assert re.fullmatch(shapes[code.system], code.code), code
        assert code.seen
        assert code.system != SNOMED_CT or checks_out(code.code), code
    assert not checks_out("65260002")
    assert set(shapes) | {LOCAL, ANSWERS, GRADES} == set(SYSTEMS)
    assert all(each.url == url and each.terms for url, each in SYSTEMS.items())


@pytest.mark.parametrize("code", REFUSED)
def test_codes_that_circulate_without_ground_are_not_shipped(code):
    """None of the codes that must not be used is shipped, and none of CPT."""
    system = ICD10_CM if code == "M50.0" else None
    assert not [
        each for each in CODES if each.code == code and system in {None, each.system}
    ]
    assert not [each for each in CODES if re.fullmatch(r"[0-9]{5}", each.code)]


def test_traps_are_told():
    """Who looks at the concepts is told of the code to avoid."""
    assert "8B44" in CONCEPT["cervical_myelopathy"].note
    assert "8B44" in CONCEPT["myelopathy"].note
    assert "M50.02 " in CONCEPT["disc_disorder_with_myelopathy"].note
    assert "Never the first" in CONCEPT["myelopathy_in_other_disease"].note
    assert "subluxation" in CONCEPT["atlantoaxial_myelopathy"].note


def test_concepts_have_names_of_their_own():
    """No two concepts share a name, and each has a label and a code."""
    assert len(CONCEPT) == len(cm.terminology.CONCEPTS)
    assert all(each.label and each.codes for each in cm.terminology.CONCEPTS)
    shared = {each for each in CODES if CODES.count(each) > 1}
    assert {each.code for each in shared} == {"8B42"}
    code = CODES[0]
    with pytest.raises(RuleError):
        cm.terminology.Concept(name="twice", label="twice", codes=(code, code))


def test_quantities_have_the_codes_of_their_concept():
    """Each linked quantity exists and has one concept; all others have no code."""
    links = [name for concept in cm.terminology.CONCEPTS for name in concept.quantities]
    assert sorted(links) == sorted(QUANTITY_CODES)
    for name in cm.quantities:
        found = [code.code for code in cm.terminology.codes_of(name)]
        assert found[:1] == ([QUANTITY_CODES[name]] if name in QUANTITY_CODES else [])
        if found:
            assert cm.terminology.codes_of(name) is terminology.CONCEPT_OF[name].codes


def test_nothing_is_uncoded():
    """Each rule and quantity has a code of the library, and says if it is alone."""
    for name in (*cm.rules, *cm.quantities):
        code = cm.terminology.local_code(name)
        assert (code.system, code.code) == (LOCAL, name)
        assert code.display
        alone = code.seen.endswith(terminology.NO_STANDARD_CODE)
        assert alone == (cm.terminology.codes_of(name) == ())
    assert all(cm.terminology.codes_of(name) == () for name in cm.rules)
    # An answer that can be recorded has the code of its rule.
    shared = set(cm.rules) & set(cm.quantities)
    assert shared == {name for name, each in cm.quantities.items() if each.answer}
    assert str(cm.terminology.local_code("mscc")).startswith("cervmyelo mscc ")


@pytest.mark.parametrize("ask", [cm.terminology.codes_of, cm.terminology.local_code])
def test_an_unknown_name_is_refused(ask):
    """A name that is neither a quantity nor a rule is no name without a code."""
    with pytest.raises(UnknownFieldError, match="mjoa_total"):
        ask("mjoa_totl")


def test_diagnoses_are_read_by_their_category():
    """A code states rheumatoid arthritis by its category, and look-alikes do not."""
    (arthritis,) = DIAGNOSED
    states = ("M05.79", "M05", "M05.A", "M06.9", "M06.09", "M06.2", "M06.8A")
    silent = ("M06.1", "M06.4", "M060", "M08.00", "M0", "m05.79", "XM05.7", "")
    for code in (*states, *silent):
        assert arthritis.states(ICD10_CM, code) is (code in states), code
    assert not arthritis.states(ICD10, "M05.7")


def test_answers_on_smoking():
    """At present is yes, formerly and never is no, and an unclear answer is open."""
    (smoking,) = ANSWERED
    answers = [smoking.says(SNOMED_CT, each.code) for each in smoking.yes + smoking.no]
    assert answers == [True] * len(smoking.yes) + [False] * len(smoking.no)
    for code in (*(each.code for each in smoking.open), "160618006"):
        assert smoking.says(SNOMED_CT, code) is None
    assert smoking.says(ICD10_CM, "449868002") is None
