"""
The publications that rules and figures are taken from, each under one name.
"""

from __future__ import annotations

from typing import Final

from .citations import Source

__all__ = [
    "AAN_SIGNS_2023",
    "ACDF_LATE_SERIES",
    "ACDF_THREE_LEVELS",
    "AJOKU_2023",
    "ANTERIOR_REGISTRY",
    "AO_SPINE_2017",
    "AO_SPINE_2025",
    "ARS_NEUROCHIRURGICA",
    "ARTICLE",
    "BARNES_1984",
    "BEDNARIK_66",
    "BEDNARIK_2008",
    "BEDNARIK_QUOTED",
    "BENZEL_1991",
    "BIO_PROTOCOL_COMPRESSION",
    "BOHM_POSTER",
    "BOHM_WALK",
    "C5_BY_OPERATION_2025",
    "C5_REVIEW_2017",
    "CANAL_FILMS_INDIA",
    "CASEY_1996",
    "CENTRAL_CORD_STATEMENT",
    "CLINIBORG",
    "CONSENSUS_2013",
    "COOK_2009",
    "COOK_2010",
    "COOK_2010_REVIEWED",
    "COOK_2011",
    "COOPER_SCALE_PAGE",
    "DCM_DEFINITION",
    "DEVON_FORMULARY",
    "DE_DIOS_2024",
    "E1V1M1",
    "FEHLINGS_2012",
    "FINGER_ESCAPE_SLIDES",
    "GIBSON_2018",
    "GIBSON_2018_QUOTED",
    "GOWD_2021",
    "GRIP_RELEASE_ACCURACY",
    "GRODZINSKI_2022",
    "GUIDELINE_GOV_24476",
    "GU_2014",
    "HERDMANN_1994",
    "HILTON_2018",
    "HORAKOVA_2022",
    "HUSCHBECK_2020",
    "JABFM_REVIEW",
    "JCM_2021",
    "JIANG_2024",
    "JIANG_SYMPTOMS_2024",
    "JOACMEQ_CODE",
    "JOACMEQ_PART_1",
    "JOACMEQ_PART_5",
    "JOACMEQ_SCREENING",
    "JOA_1976",
    "JOA_1994",
    "JOA_MCID_STUDY",
    "JOA_MILD_2024",
    "JOA_RATERS_STUDY",
    "JOA_SERIES_13",
    "JOA_SERIES_35",
    "JOA_SERIES_39",
    "JOA_SERIES_50",
    "JOA_SERIES_78",
    "JOA_SERIES_PMC7712653",
    "KADANKA_2017",
    "KADANKA_TRIAL_3_YEARS",
    "KADANKA_TRIAL_10_YEARS",
    "KANG_RELIABILITY",
    "KARADIMAS_2013",
    "KATO_2015",
    "KATO_2019",
    "KAYE_2015",
    "KOBAYASHI_2021",
    "KOBAYASHI_2022",
    "KONG_2013",
    "KOVALOVA_2016",
    "LAMINECTOMY_SERIES_110",
    "LAMINOPLASTY_SIGNS",
    "LANNON_2021",
    "LARYNGOSCOPY_SERIES_235",
    "LIANG_2019",
    "MACHINO_CUT_OFFS",
    "MARTIN_117_2021",
    "MARTIN_RATERS_2021",
    "MATZ_2009",
    "MCCARTNEY_2018",
    "MDICU_CALCULATOR",
    "MDI_BANDS_STUDY",
    "MERALI_2019",
    "MILD_SURGERY_SERIES",
    "MILD_SURVEY_2024",
    "MIYANJI_2007",
    "MJOA_BR17_STUDY",
    "MJOA_BRAZIL",
    "MJOA_DOMAINS_SERIES_25",
    "MJOA_DUTCH",
    "MJOA_HINDI",
    "MJOA_ITALIAN",
    "MODERN_MANUAL_THERAPY",
    "MUTHU_2025",
    "NAKASHIMA_2015",
    "NDI_30_PERCENT",
    "NDI_ACDF_MCID",
    "NDI_NEUROSPINE_2021",
    "NDI_NOTERRO",
    "NDI_PAGE",
    "NOMOGRAM_2024",
    "NORI_FLEXION",
    "NOURI_2022",
    "NURICK_1972",
    "OH_2020",
    "ONO_1987_QUOTED",
    "OPLL_C5_PALSY",
    "OPLL_JAPAN_1980_STUDY",
    "OPLL_KOREA",
    "OPLL_REVIEW_2011",
    "OPLL_TAIWAN_2011",
    "ORTHOPAEDICSONE",
    "PANDITA_2019",
    "PAVLOV_1987",
    "PHYSIOPEDIA",
    "PHYSIOTUTORS",
    "PMJOA_STUDY",
    "POORMAN_2018",
    "PRATALI_2017",
    "QOD_FORM",
    "QUALITY_OUTCOMES_MCID",
    "RADIOPAEDIA_CANAL",
    "RADIOPAEDIA_KANG",
    "RADIOPAEDIA_OLD",
    "RANAWAT_1979",
    "RA_INSTABILITY_1998",
    "RA_REVIEW_2020",
    "RECODE_DCM",
    "REVANAPPA_2011",
    "RHEE_2009",
    "SARRAJ_2024",
    "SARRAJ_LAY_PAGE",
    "SCOTTISH_PATHWAY",
    "SEEKHEALTHZ",
    "SF36_MCID_STUDY",
    "SHARMA_2025",
    "SHOU_2015",
    "SIGNS_REVIEW_2023",
    "SINCH_2023",
    "SINGH_1999",
    "SOPHIEWELL",
    "SOUFI_2025",
    "SPINEBASE",
    "STATPEARLS_COPY",
    "TEN_SECOND_TESTS_2013",
    "TETREAULT_2013",
    "TETREAULT_2015",
    "TETREAULT_2016",
    "TETREAULT_2017",
    "TETREAULT_MCID_2015",
    "TETREAULT_POOLED",
    "TETREAULT_VALIDATION_2015",
    "UK_RED_FLAG",
    "WANG_2019",
    "WANG_2022",
    "WFNS_2019",
    "XIAO_2025",
    "XUE_2022",
    "YEE_2020",
    "YUKAWA_2009",
    "ZHANG_2015",
    "ZHOU_2015",
]

ARTICLE: Final = Source(
    key="article",
    authors="Cervical myelopathy article",
    year=None,
    title="Cervical myelopathy",
    within="Healthgrades",
    url="https://www.healthgrades.com/right-care/spine-conditions/cervical-myelopathy",
)

AAN_SIGNS_2023: Final = Source(
    key="aan_signs2023",
    authors="AAN abstract on signs of myelopathy",
    year=2023,
    title=None,
    within="Abstract, index.mirasmart.com AAN2023-004366",
)

ACDF_LATE_SERIES: Final = Source(
    key="acdf_late_series",
    authors="People seen over 5 years after ACDF",
    year=None,
    title=None,
    within="PMC3489223",
)

ACDF_THREE_LEVELS: Final = Source(
    key="acdf_three_levels",
    authors="Series of 155 ACDF operations of 3 or more levels",
    year=None,
    title=None,
    within="MOJ Orthop Rheumatol",
)

AJOKU_2023: Final = Source(
    key="ajoku2023",
    authors="Ajoku et al.",
    year=2023,
    title=None,
    within="Eur Spine J",
)

ANTERIOR_REGISTRY: Final = Source(
    key="anterior_registry",
    authors="Registry of 525 people with ACDF",
    year=None,
    title="Recurrent laryngeal nerve palsy is more frequent after secondary than after "
    "primary anterior cervical discectomy and fusion: insights from a registry of 525 "
    "patients",
    within="Abstract, discovery.researcher.life record 810d8b23",
)

AO_SPINE_2017: Final = Source(
    key="ao_spine2017",
    authors="AO Spine / CSRS guideline",
    year=2017,
    title=None,
    within="Fehlings et al., Global Spine J 7(3 Suppl):70S-83S",
    doi="10.1177/2192568217701914",
)

AO_SPINE_2025: Final = Source(
    key="ao_spine2025",
    authors="AO Spine guideline",
    year=2025,
    title=None,
    within="Fehlings et al., Global Spine J 15(5):2585-2593",
    doi="10.1177/21925682251331050",
)

ARS_NEUROCHIRURGICA: Final = Source(
    key="ars_neurochirurgica",
    authors="Ars Neurochirurgica",
    year=None,
    title=None,
    within="ars-neurochirurgica.com",
)

BARNES_1984: Final = Source(
    key="barnes1984",
    authors="Barnes and Saunders",
    year=1984,
    title=None,
    within="J Neurol Neurosurg Psychiatry 47:17-20",
    doi="10.1136/jnnp.47.1.17",
)

BEDNARIK_2008: Final = Source(
    key="bednarik2008",
    authors="Bednařík et al.",
    year=2008,
    title="Presymptomatic spondylotic cervical myelopathy: an updated predictive model",
    within="Eur Spine J 17:421-431",
    doi="10.1007/s00586-008-0585-1",
)

BEDNARIK_66: Final = Source(
    key="bednarik66",
    authors="Bednařík et al., cohort of 66 (2004, 2005)",
    year=None,
    title=None,
    within="Record 621386, muni.cz/en/research/publications",
)

BEDNARIK_QUOTED: Final = Source(
    key="bednarik_quoted",
    authors="Secondary accounts of Bednařík et al. 2008",
    year=None,
    title=None,
    within="Texts that quote the study",
)

BENZEL_1991: Final = Source(
    key="benzel1991",
    authors="Benzel et al.",
    year=1991,
    title="Cervical laminectomy and dentate ligament section for cervical "
    "spondylotic myelopathy",
    within="J Spinal Disord 4(3):286-295",
)

BIO_PROTOCOL_COMPRESSION: Final = Source(
    key="bio_protocol_compression",
    authors="Protocol with an example at C5/6",
    year=None,
    title=None,
    within="Bio-protocol r10073324",
)

BOHM_POSTER: Final = Source(
    key="bohm_poster",
    authors="Bohm et al.",
    year=None,
    title=None,
    within="poster on the 30-metre walk in the two AO Spine cohorts, as copied at "
    "paperzz.com",
    url="https://paperzz.com/doc/8951419",
)

BOHM_WALK: Final = Source(
    key="bohm_walk",
    authors="Bohm et al.",
    year=None,
    title=None,
    within="Abstract of the paper on the 30-metre walk in the two AO Spine cohorts",
)

C5_BY_OPERATION_2025: Final = Source(
    key="c5_by_operation2025",
    authors="Review of C5 palsy by operation",
    year=2025,
    title=None,
    within="Abstract, PubMed 40956104",
)

C5_REVIEW_2017: Final = Source(
    key="c5_review2017",
    authors="Review of C5 palsy",
    year=2017,
    title=None,
    within="Abstract of a review",
)

CANAL_FILMS_INDIA: Final = Source(
    key="canal_films_india",
    authors="Study of lateral films in India",
    year=None,
    title=None,
    within="ijcap.org 10916",
)

CASEY_1996: Final = Source(
    key="casey1996",
    authors="Casey et al.",
    year=1996,
    title=None,
    within="abstract at insights.ovid.com",
)

CENTRAL_CORD_STATEMENT: Final = Source(
    key="central_cord_statement",
    authors="Spinal Cord Society statement",
    year=None,
    title=None,
    within="Position statement on central cord injury",
)

CLINIBORG: Final = Source(
    key="cliniborg",
    authors="Cliniborg",
    year=2025,
    title=None,
    within="cliniborg.com",
    url="https://cliniborg.com/2025/05/11/japanese-orthopedic-cervical-myelopathy-score",
)

CONSENSUS_2013: Final = Source(
    key="consensus2013",
    authors="Fehlings et al.",
    year=2013,
    title="Symptomatic progression of cervical myelopathy and the role of "
    "nonsurgical management: a consensus statement",
    within="Spine 38(22 Suppl 1):S19-S20",
    doi="10.1097/BRS.0b013e3182a7f4de",
)

COOK_2009: Final = Source(
    key="cook2009",
    authors="Cook et al.",
    year=2009,
    title=None,
    within="J Orthop Sports Phys Ther 39:172-178",
)

COOK_2010: Final = Source(
    key="cook2010",
    authors="Cook et al.",
    year=2010,
    title="Clustered clinical findings for diagnosis of cervical spine myelopathy",
    within="J Man Manip Ther 18(4):175-180",
    doi="10.1179/106698110X12804993427045",
)

COOK_2010_REVIEWED: Final = Source(
    key="cook2010_reviewed",
    authors="Review that appraises Cook et al. 2010",
    year=None,
    title=None,
    within="PMC11289551",
)

COOK_2011: Final = Source(
    key="cook2011",
    authors="Cook et al.",
    year=2011,
    title=None,
    within="J Manipulative Physiol Ther, PubMed 21899892",
)

COOPER_SCALE_PAGE: Final = Source(
    key="cooper_scale_page",
    authors="Scientific Spine",
    year=None,
    title="Cooper scale",
    within="scientificspine.com",
    url="https://scientificspine.com/spine-scores/cooper-scale",
)

DCM_DEFINITION: Final = Source(
    key="dcm_definition",
    authors="Agreed definition of degenerative cervical myelopathy (RECODE-DCM)",
    year=None,
    title=None,
    within="PMC10802519",
)

DEVON_FORMULARY: Final = Source(
    key="devon_formulary",
    authors="Devon formulary",
    year=None,
    title=None,
    within="Referral guidance, Devon formulary",
)

DE_DIOS_2024: Final = Source(
    key="dedios2024",
    authors="de Dios et al.",
    year=2024,
    title="Comparison of the patient-derived modified Japanese Orthopaedic "
    "Association scale and the European myelopathy score",
    within="Eur Spine J 33(3)",
)

E1V1M1: Final = Source(
    key="e1v1m1",
    authors="E1V1M1",
    year=None,
    title=None,
    within="e1v1m1.co.uk",
    url="https://e1v1m1.co.uk/?page_id=231",
)

FEHLINGS_2012: Final = Source(
    key="fehlings2012",
    authors="Fehlings et al.",
    year=2012,
    title=None,
    within="J Neurosurg Spine 16:425-432",
)

FINGER_ESCAPE_SLIDES: Final = Source(
    key="finger_escape_slides",
    authors="Teaching slides on the finger escape sign",
    year=None,
    title=None,
    within="prezi.com qibo1sli8py9",
)

GIBSON_2018: Final = Source(
    key="gibson2018",
    authors="Gibson et al.",
    year=2018,
    title=None,
    within="Yale J Biol Med 91:43-48",
)

GIBSON_2018_QUOTED: Final = Source(
    key="gibson2018_quoted",
    authors="Gibson et al. 2018, as quoted",
    year=None,
    title=None,
    within="Yale J Biol Med 91:43-48, as quoted in a teaching text, "
    "ebooks.elitelearning.com/view/340992212/63",
)

GOWD_2021: Final = Source(
    key="gowd2021",
    authors="Gowd et al.",
    year=2021,
    title="Correlation of voice hoarseness and vocal cord palsy",
    within="Int J Spine Surg",
    doi="10.14444/8001",
)

GRIP_RELEASE_ACCURACY: Final = Source(
    key="grip_release_accuracy",
    authors="Ye et al.",
    year=None,
    title="Deep learning-enhanced hand grip and release test for degenerative cervical "
    "myelopathy: shortening assessment duration to 6 seconds",
    within="Neurospine, e-neurospine.org number 1557",
)

GRODZINSKI_2022: Final = Source(
    key="grodzinski2022",
    authors="Grodzinski et al.",
    year=2022,
    title=None,
    within="Study of hospital records in the United Kingdom",
)

GUIDELINE_GOV_24476: Final = Source(
    key="guideline_gov_24476",
    authors="Guideline summary 24476",
    year=None,
    title=None,
    within="guideline.gov",
)

GU_2014: Final = Source(
    key="gu2014",
    authors="Gu et al.",
    year=2014,
    title=None,
    within="PLoS ONE 9:e101933",
)

HERDMANN_1994: Final = Source(
    key="herdmann1994",
    authors="Herdmann et al.",
    year=1994,
    title=None,
    within="Book chapter, as tabled in J Med Case Rep 6:146",
)

HILTON_2018: Final = Source(
    key="hilton2018",
    authors="Hilton et al.",
    year=2018,
    title=None,
    within="PLoS ONE 13(12):e0207709",
)

HORAKOVA_2022: Final = Source(
    key="horakova2022",
    authors="Horáková et al.",
    year=2022,
    title=None,
    within="Quant Imaging Med Surg 12:2261-2279",
    doi="10.21037/qims-21-782",
)

HUSCHBECK_2020: Final = Source(
    key="huschbeck2020",
    authors="Huschbeck et al.",
    year=2020,
    title="Recurrent laryngeal nerve palsy after anterior cervical discectomy and "
    "fusion",
    within="J Neurol Surg A 81(6):508-512",
    doi="10.1055/s-0040-1710351",
)

JABFM_REVIEW: Final = Source(
    key="jabfm_review",
    authors="Review of myelopathy in primary care",
    year=None,
    title=None,
    within="J Am Board Fam Med, jabfm.org",
)

JCM_2021: Final = Source(
    key="jcm2021",
    authors="Journal of Clinical Medicine review",
    year=2021,
    title=None,
    within="J Clin Med 10:1214, PMC8001572",
)

JIANG_2024: Final = Source(
    key="jiang2024",
    authors="Jiang et al.",
    year=2024,
    title="The value of clinical signs in the diagnosis of DCM",
    within="Global Spine J 14(4):1369-1394",
    doi="10.1177/21925682231209869",
)

JIANG_SYMPTOMS_2024: Final = Source(
    key="jiang_symptoms2024",
    authors="Jiang et al.",
    year=2024,
    title="The frequency of symptoms in patients with a diagnosis of degenerative "
    "cervical myelopathy: results of a scoping review",
    within="Global Spine J 14(4):1395-1421",
    doi="10.1177/21925682231210468",
)

JOACMEQ_CODE: Final = Source(
    key="joacmeq_code",
    authors="Code of a study on the JOACMEQ",
    year=None,
    title=None,
    within="github.com/hocheeortho/predicting-cid-attainment-in-joacmeq",
)

JOACMEQ_PART_1: Final = Source(
    key="joacmeq_part1",
    authors="JOACMEQ study, part 1",
    year=None,
    title=None,
    within="J Orthop Sci",
)

JOACMEQ_PART_5: Final = Source(
    key="joacmeq_part5",
    authors="Wada et al., JOACMEQ study, part 5",
    year=None,
    title=None,
    within="abstract at toyama-kaken.devel.elsevierpure.com",
)

JOACMEQ_SCREENING: Final = Source(
    key="joacmeq_screening",
    authors="Kobayashi et al.",
    year=2010,
    title=None,
    within="BMC Musculoskelet Disord 11:268",
)

JOA_1976: Final = Source(
    key="joa1976",
    authors="Japanese Orthopaedic Association",
    year=1976,
    title=None,
    within="As tabled at josr-online, article 1749-799X-4-24",
    url="https://josr-online.biomedcentral.com/articles/10.1186/1749-799X-4-24/tables/2",
)

JOA_1994: Final = Source(
    key="joa1994",
    authors="Japanese Orthopaedic Association",
    year=1994,
    title=None,
    within="As tabled at Hindawi, bn 2018, article 5138234",
    url="https://www.hindawi.com/journals/bn/2018/5138234/tab1",
)

JOA_MCID_STUDY: Final = Source(
    key="joa_mcid_study",
    authors="JOA and PRO-JOA after posterior decompression",
    year=None,
    title=None,
    within="PMC9344517",
)

JOA_MILD_2024: Final = Source(
    key="joa_mild2024",
    authors="Study of mild myelopathy by the JOA",
    year=2024,
    title=None,
    within="Spine J 24(1):68-77",
    doi="10.1016/j.spinee.2023.08.013",
)

JOA_RATERS_STUDY: Final = Source(
    key="joa_raters_study",
    authors="Study of the raters of the JOA",
    year=None,
    title=None,
    within="Abstract, PubMed 29610007",
)

JOA_SERIES_13: Final = Source(
    key="joa_series_13",
    authors="Series of 13 operations",
    year=2012,
    title=None,
    within="Asian Spine J 6:241",
    doi="10.4184/asj.2012.6.4.241",
)

JOA_SERIES_35: Final = Source(
    key="joa_series_35",
    authors="Series of 35 laminoplasties",
    year=None,
    title=None,
    within="pakjns.org article 361",
)

JOA_SERIES_39: Final = Source(
    key="joa_series_39",
    authors="Series of 39 operations",
    year=None,
    title=None,
    within="discovery.researcher.life record d971a43f",
)

JOA_SERIES_50: Final = Source(
    key="joa_series_50",
    authors="Series of 50 operations",
    year=None,
    title=None,
    within="dev.medworm.com record 85328938",
)

JOA_SERIES_78: Final = Source(
    key="joa_series_78",
    authors="Series of 78 operations",
    year=None,
    title=None,
    within="synapse.koreamed.org article 1012334",
)

JOA_SERIES_PMC7712653: Final = Source(
    key="joa_series_pmc7712653",
    authors="Series of operations, PMC7712653",
    year=None,
    title=None,
    within="PMC7712653",
)

KADANKA_2017: Final = Source(
    key="kadanka2017",
    authors="Kadaňka et al.",
    year=2017,
    title="Predictors of symptomatic myelopathy in degenerative cervical spinal cord "
    "compression",
    within="Brain Behav",
    doi="10.1002/brb3.797",
)

KADANKA_TRIAL_10_YEARS: Final = Source(
    key="kadanka_trial_10_years",
    authors="Kadaňka et al.",
    year=2011,
    title="Cervical spondylotic myelopathy: conservative versus surgical treatment "
    "after 10 years",
    within="Eur Spine J 20(9):1533-1538",
    doi="10.1007/s00586-011-1811-9",
)

KADANKA_TRIAL_3_YEARS: Final = Source(
    key="kadanka_trial_3_years",
    authors="Randomised trial by Kadaňka et al., 3 years",
    year=None,
    title=None,
    within="PubMed 12394893, as copied at orthobullets.com",
)

KANG_RELIABILITY: Final = Source(
    key="kang_reliability",
    authors="Study of the reliability of the Kang grades",
    year=None,
    title=None,
    within="Abstract, discovery.researcher.life record 0fa0c31d",
)

KARADIMAS_2013: Final = Source(
    key="karadimas2013",
    authors="Karadimas et al.",
    year=2013,
    title=None,
    within="Spine 38(22 Suppl 1):S21-S36",
)

KATO_2015: Final = Source(
    key="kato2015",
    authors="Kato et al.",
    year=2015,
    title=None,
    within="PLoS ONE 10(4):e0123022",
)

KATO_2019: Final = Source(
    key="kato2019",
    authors="Kato et al.",
    year=2019,
    title=None,
    within="Abstract on the MCID and the acceptable state of the JOA",
)

KAYE_2015: Final = Source(
    key="kaye2015",
    authors="Kaye et al.",
    year=2015,
    title="Predictors of morbidity and mortality among patients with cervical "
    "spondylotic myelopathy treated surgically",
    within="Eur Spine J 24(12):2910-2917",
    doi="10.1007/s00586-015-4010-2",
)

KOBAYASHI_2021: Final = Source(
    key="kobayashi2021",
    authors="Kobayashi et al.",
    year=2021,
    title="Grip strength as a screening index for severe degenerative cervical "
    "myelopathy in primary care: development of cutoff values using receiver operating "
    "curve analysis",
    within="Int J Gen Med 14:9863-9872",
    doi="10.2147/IJGM.S336541",
)

KOBAYASHI_2022: Final = Source(
    key="kobayashi2022",
    authors="Kobayashi et al.",
    year=2022,
    title="Development of a novel diagnostic support tool for degenerative cervical "
    "myelopathy combining 10-s grip and release test and grip strength: a pilot study",
    within="Diagnostics 12(9):2108",
    doi="10.3390/diagnostics12092108",
)

KONG_2013: Final = Source(
    key="kong2013",
    authors="Kong et al.",
    year=2013,
    title=None,
    within="Exp Ther Med 6:852-856",
)

KOVALOVA_2016: Final = Source(
    key="kovalova2016",
    authors="Kovalová et al.",
    year=2016,
    title=None,
    within="Spine 41:1908-1916",
    doi="10.1097/BRS.0000000000001842",
)

LAMINECTOMY_SERIES_110: Final = Source(
    key="laminectomy_series_110",
    authors="Series of 110 laminectomies, 5 years",
    year=None,
    title=None,
    within="thieme AJNS_49_19",
)

LAMINOPLASTY_SIGNS: Final = Source(
    key="laminoplasty_signs",
    authors="Series of 120 laminoplasties",
    year=None,
    title=None,
    within="As quoted at clindx.wordpress.com",
)

LANNON_2021: Final = Source(
    key="lannon2021",
    authors="Lannon and Kachur",
    year=2021,
    title=None,
    within="J Clin Med 10:3626",
)

LARYNGOSCOPY_SERIES_235: Final = Source(
    key="laryngoscopy_series_235",
    authors="Series of 235 anterior operations with laryngoscopy",
    year=None,
    title=None,
    within="Eur Spine J",
    doi="10.1007/s00586-007-0489-5",
)

LIANG_2019: Final = Source(
    key="liang2019",
    authors="Liang et al.",
    year=2019,
    title=None,
    within="BMC Musculoskelet Disord 20:253",
)

MACHINO_CUT_OFFS: Final = Source(
    key="machino_cut_offs",
    authors="Machino et al.",
    year=None,
    title="Cut-off value in each gender and decade of 10-s grip and release and 10-s "
    "step test: a comparative study between 454 patients with cervical spondylotic "
    "myelopathy and 818 healthy subjects",
    within="Abstract, discovery.researcher.life record 3416d4e9",
)

MARTIN_117_2021: Final = Source(
    key="martin_117_2021",
    authors="Martin et al.",
    year=2021,
    title="Clinical outcomes of nonoperatively managed degenerative cervical "
    "myelopathy: an ambispective longitudinal cohort study in 117 patients",
    within="Abstract, as copied at globalauthorid.com",
)

MARTIN_RATERS_2021: Final = Source(
    key="martin_raters2021",
    authors="Martin et al.",
    year=2021,
    title="Inter-rater reliability of the modified Japanese Orthopedic Association "
    "score in degenerative cervical myelopathy: a cross-sectional study",
    within="Spine 46(16):1063-1069",
    doi="10.1097/BRS.0000000000003956",
)

MATZ_2009: Final = Source(
    key="matz2009",
    authors="Matz et al.",
    year=2009,
    title=None,
    within="J Neurosurg Spine 11:104-111",
)

MCCARTNEY_2018: Final = Source(
    key="mccartney2018",
    authors="McCartney et al.",
    year=2018,
    title=None,
    within="Br J Gen Pract, PMC5737310",
)

MDICU_CALCULATOR: Final = Source(
    key="mdicu_calculator",
    authors="Recovery rate calculator",
    year=None,
    title=None,
    within="mdicu.com",
    url="https://mdicu.com/calc/calc-251.html",
)

MDI_BANDS_STUDY: Final = Source(
    key="mdi_bands_study",
    authors="Study of the bands of the Myelopathy Disability Index",
    year=None,
    title=None,
    within="Eur Spine J",
    doi="10.1007/s00586-022-07506-2",
)

MERALI_2019: Final = Source(
    key="merali2019",
    authors="Merali et al.",
    year=2019,
    title=None,
    within="PLoS ONE 14(4):e0215133",
)

MILD_SURGERY_SERIES: Final = Source(
    key="mild_surgery_series",
    authors="Operations for mild myelopathy, 193 people",
    year=None,
    title=None,
    within="PMC6425462",
)

MILD_SURVEY_2024: Final = Source(
    key="mild_survey2024",
    authors="International survey of surgeons",
    year=2024,
    title="Management of mild degenerative cervical myelopathy and asymptomatic spinal "
    "cord compression: an international survey",
    within="Spinal Cord 62(2):51-58",
    doi="10.1038/s41393-023-00945-8",
)

MIYANJI_2007: Final = Source(
    key="miyanji2007",
    authors="Miyanji et al.",
    year=2007,
    title=None,
    within="Radiology 243:820-827, as named in sct_compute_compression of the Spinal "
    "Cord Toolbox",
)

MJOA_BR17_STUDY: Final = Source(
    key="mjoa_br17_study",
    authors="Study of the Brazilian mJOA of 17 points (mJOA-BR17)",
    year=None,
    title=None,
    within="ijssurgery.com 17/6/875",
)

MJOA_BRAZIL: Final = Source(
    key="mjoa_brazil",
    authors="Study of the Brazilian mJOA",
    year=None,
    title=None,
    within="Abstract, PubMed 29864576",
)

MJOA_DOMAINS_SERIES_25: Final = Source(
    key="mjoa_domains_series_25",
    authors="Series of 25 operations in Egypt",
    year=None,
    title=None,
    within="discovery.researcher.life record 4b6e77cc",
)

MJOA_DUTCH: Final = Source(
    key="mjoa_dutch",
    authors="Study of the Dutch mJOA",
    year=2010,
    title=None,
    within="insights.ovid.com 00006123-201005000-00024",
)

MJOA_HINDI: Final = Source(
    key="mjoa_hindi",
    authors="Study of the Hindi mJOA",
    year=None,
    title=None,
    within="scitechnol.com 2325-9701",
)

MJOA_ITALIAN: Final = Source(
    key="mjoa_italian",
    authors="Study of the Italian mJOA",
    year=None,
    title=None,
    within="Eur Spine J",
    doi="10.1007/s00586-016-4512-6",
)

MODERN_MANUAL_THERAPY: Final = Source(
    key="modern_manual_therapy",
    authors="Modern Manual Therapy",
    year=None,
    title=None,
    within="modernmanualtherapy.com",
)

MUTHU_2025: Final = Source(
    key="muthu2025",
    authors="Muthu et al.",
    year=2025,
    title=None,
    within="Asian Spine J",
    doi="10.31616/asj.2025.0220",
)

NAKASHIMA_2015: Final = Source(
    key="nakashima2015",
    authors="Nakashima et al.",
    year=2015,
    title=None,
    within="Spine 40:392-398",
)

NDI_30_PERCENT: Final = Source(
    key="ndi_30_percent",
    authors="Study of a 30 percent reduction as success",
    year=None,
    title=None,
    within="PMID 33337676",
)

NDI_ACDF_MCID: Final = Source(
    key="ndi_acdf_mcid",
    authors="MCID study after anterior fusion",
    year=None,
    title=None,
    within="PMC3691175",
)

NDI_NEUROSPINE_2021: Final = Source(
    key="ndi_neurospine2021",
    authors="Study that bands the NDI in percent",
    year=2021,
    title=None,
    within="Neurospine 18:377",
)

NDI_NOTERRO: Final = Source(
    key="ndi_noterro",
    authors="Noterro, page on the NDI",
    year=None,
    title=None,
    within="Page on the Neck Disability Index",
)

NDI_PAGE: Final = Source(
    key="ndi_page",
    authors="Page on the Neck Disability Index",
    year=None,
    title="Neck Disability Index",
    within="chiro.org",
)

NOMOGRAM_2024: Final = Source(
    key="nomogram2024",
    authors="Nomogram of blood tests",
    year=2024,
    title=None,
    within="Sci Rep 14:31919",
)

NORI_FLEXION: Final = Source(
    key="nori_flexion",
    authors="Nori et al.",
    year=None,
    title=None,
    within="J Orthop Sci, PubMed 31672381",
)

NOURI_2022: Final = Source(
    key="nouri2022",
    authors="Nouri et al.",
    year=2022,
    title=None,
    within="Global Spine J 12(1 Suppl)",
    doi="10.1177/21925682211036071",
)

NURICK_1972: Final = Source(
    key="nurick1972",
    authors="Nurick",
    year=1972,
    title="The pathogenesis of the spinal cord disorder associated with cervical "
    "spondylosis",
    within="Brain 95(1):87-100",
)

OH_2020: Final = Source(
    key="oh2020",
    authors="Oh et al.",
    year=2020,
    title="Recurrent laryngeal nerve injury following single- and multiple-level "
    "anterior cervical discectomy and fusion: a meta-analysis",
    within="J Spine Surg, article 5051",
)

ONO_1987_QUOTED: Final = Source(
    key="ono1987_quoted",
    authors="Ono et al. 1987, as copied",
    year=None,
    title=None,
    within="Copy at scribd.com",
)

OPLL_C5_PALSY: Final = Source(
    key="opll_c5_palsy",
    authors="Study of C5 palsy after operations for OPLL",
    year=None,
    title=None,
    within="nature.com s41598-026-45807-4",
)

OPLL_JAPAN_1980_STUDY: Final = Source(
    key="opll_japan1980",
    authors="Study of radiographs in Japan and Korea",
    year=1980,
    title=None,
    within="PubMed 6775031",
)

OPLL_KOREA: Final = Source(
    key="opll_korea",
    authors="Study of PET-CT in Korea",
    year=None,
    title=None,
    within="PMC9816605",
)

OPLL_REVIEW_2011: Final = Source(
    key="opll_review2011",
    authors="Neurosurgical Focus review",
    year=2011,
    title=None,
    within="Neurosurg Focus 30(3), as reviewed at Medscape 739292",
)

OPLL_TAIWAN_2011: Final = Source(
    key="opll_taiwan2011",
    authors="Study of admissions in Taiwan",
    year=2011,
    title=None,
    within="Neurosurg Focus 30(3):10268",
)

ORTHOPAEDICSONE: Final = Source(
    key="orthopaedicsone",
    authors="OrthopaedicsOne",
    year=None,
    title=None,
    within="orthopaedicsone.com",
)

PANDITA_2019: Final = Source(
    key="pandita2019",
    authors="Pandita et al.",
    year=2019,
    title=None,
    within="Asian Spine J",
    doi="10.31616/asj.2018.0139",
)

PAVLOV_1987: Final = Source(
    key="pavlov1987",
    authors="Pavlov et al.",
    year=1987,
    title=None,
    within="Radiology 164:771-775",
    doi="10.1148/radiology.164.3.3615879",
)

PHYSIOPEDIA: Final = Source(
    key="physiopedia",
    authors="Physiopedia",
    year=None,
    title=None,
    within="physio-pedia.com",
)

PHYSIOTUTORS: Final = Source(
    key="physiotutors",
    authors="Physiotutors",
    year=None,
    title=None,
    within="Teaching page of Physiotutors",
)

PMJOA_STUDY: Final = Source(
    key="pmjoa_study",
    authors="Study of the patient-derived mJOA",
    year=None,
    title=None,
    within="Abstract, PubMed 29088009",
)

POORMAN_2018: Final = Source(
    key="poorman2018",
    authors="Poorman et al.",
    year=2018,
    title="Rates of mortality in cervical spine surgical procedures and factors "
    "associated with its occurrence over a 10-year period",
    within="Int J Spine Surg 12(2):276-284",
    doi="10.14444/5034",
)

PRATALI_2017: Final = Source(
    key="pratali2017",
    authors="Pratali et al.",
    year=2017,
    title=None,
    within="Clinics 72(2):103-105",
)

QOD_FORM: Final = Source(
    key="qod_form",
    authors="Quality Outcomes Database study of mJOA domains",
    year=None,
    title=None,
    within="Abstract, PubMed 36877365",
)

QUALITY_OUTCOMES_MCID: Final = Source(
    key="quality_outcomes_mcid",
    authors="Quality Outcomes Database study",
    year=None,
    title=None,
    within="researchworks.creighton.edu record 991006268796202656",
)

RADIOPAEDIA_CANAL: Final = Source(
    key="radiopaedia_canal",
    authors="Radiopaedia, page on stenosis",
    year=None,
    title=None,
    within="Radiopaedia",
    url="https://radiopaedia.org/articles/cervical-canal-stenosis",
)

RADIOPAEDIA_KANG: Final = Source(
    key="radiopaedia_kang",
    authors="Radiopaedia, page on the Kang grades",
    year=None,
    title=None,
    within="Radiopaedia",
    url="https://radiopaedia.org/articles/kang-grading-system-of-cervical-canal-stenosis",
)

RADIOPAEDIA_OLD: Final = Source(
    key="radiopaedia_old",
    authors="Radiopaedia, old version",
    year=None,
    title=None,
    within="Radiopaedia, a version that was since replaced",
)

RANAWAT_1979: Final = Source(
    key="ranawat1979",
    authors="Ranawat et al.",
    year=1979,
    title=None,
    within="J Bone Joint Surg Am 61:1003-1010",
)

RA_INSTABILITY_1998: Final = Source(
    key="ra_instability1998",
    authors="Review of the rheumatoid neck",
    year=1998,
    title=None,
    within="Rheum Dis Clin North Am 24:55-65",
)

RA_REVIEW_2020: Final = Source(
    key="ra_review2020",
    authors="Review of the rheumatoid neck, with nine cases",
    year=2020,
    title=None,
    within="J Clin Med 9(3):811",
    doi="10.3390/jcm9030811",
)

RECODE_DCM: Final = Source(
    key="recode_dcm",
    authors="RECODE-DCM",
    year=None,
    title=None,
    within="aofoundation.org; myelopathy.org/diagnostic-criteria",
)

REVANAPPA_2011: Final = Source(
    key="revanappa2011",
    authors="Revanappa and Rajshekhar",
    year=2011,
    title=None,
    within="Eur Spine J 20:1545-1551",
    doi="10.1007/s00586-011-1773-y",
)

RHEE_2009: Final = Source(
    key="rhee2009",
    authors="Rhee et al.",
    year=2009,
    title=None,
    within="Spine 34:890-895",
    doi="10.1097/BRS.0b013e31819c944b",
)

SARRAJ_2024: Final = Source(
    key="sarraj2024",
    authors="Sarraj et al.",
    year=2024,
    title=None,
    within="Spine J 24(1):46-56",
    doi="10.1016/j.spinee.2023.07.020",
)

SARRAJ_LAY_PAGE: Final = Source(
    key="sarraj_lay_page",
    authors="Lay page on the natural history",
    year=None,
    title=None,
    within="myelopathy.org",
    url="https://myelopathy.org/the-natural-history-of-dcm",
)

SCOTTISH_PATHWAY: Final = Source(
    key="scottish_pathway",
    authors="Scottish referral pathway",
    year=None,
    title=None,
    within="rightdecisions.scot.nhs.uk",
)

SEEKHEALTHZ: Final = Source(
    key="seekhealthz",
    authors="Seekhealthz",
    year=None,
    title=None,
    within="seekhealthz.com",
)

SF36_MCID_STUDY: Final = Source(
    key="sf36_mcid_study",
    authors="MCID study of the SF-36v2 in degenerative myelopathy",
    year=None,
    title=None,
    within="PMID 29652783",
)

SHARMA_2025: Final = Source(
    key="sharma2025",
    authors="Sharma et al.",
    year=2025,
    title="Clinical signs and symptoms for degenerative cervical myelopathy: a scoping "
    "review of case-control studies",
    within="Spinal Cord",
    doi="10.1038/s41393-025-01065-1",
)

SHOU_2015: Final = Source(
    key="shou2015",
    authors="Shou et al.",
    year=2015,
    title=None,
    within="Eur Spine J",
    doi="10.1007/s00586-015-4186-5",
)

SIGNS_REVIEW_2023: Final = Source(
    key="signs_review2023",
    authors="Review with a table of signs",
    year=2023,
    title=None,
    within="J Spine Surg 10(1):120-134, PMC10982913",
    doi="10.21037/jss-23-39",
)

SINCH_2023: Final = Source(
    key="sinch2023",
    authors="SINch",
    year=2023,
    title=None,
    within="Neurospine 20:415-429",
    doi="10.14245/ns.2244996.498",
)

SINGH_1999: Final = Source(
    key="singh1999",
    authors="Singh and Crockard",
    year=1999,
    title=None,
    within="Lancet 354:370-373",
    doi="10.1016/S0140-6736(98)10199-X",
)

SOPHIEWELL: Final = Source(
    key="sophiewell",
    authors="Sophiewell calculator",
    year=None,
    title=None,
    within="github.com/clay-good/sophiewell.com",
)

SOUFI_2025: Final = Source(
    key="soufi2025",
    authors="Soufi et al.",
    year=2025,
    title="Assessing the diagnostic accuracy of symptoms and signs of degenerative "
    "cervical myelopathy: a prospective study",
    within="Sci Rep, PMC12550042",
    doi="10.1038/s41598-025-20928-4",
)

SPINEBASE: Final = Source(
    key="spinebase",
    authors="Spinebase",
    year=None,
    title=None,
    within="Teaching page of Spinebase",
)

STATPEARLS_COPY: Final = Source(
    key="statpearls_copy",
    authors="StatPearls, as copied",
    year=None,
    title="Cervical Myelopathy",
    within="Secondary copy, github.com/clint-llm/clint-llm.github.io",
)

TEN_SECOND_TESTS_2013: Final = Source(
    key="ten_second_tests2013",
    authors="Norms of the 10-second tests",
    year=2013,
    title=None,
    within="J Orthop Sci",
    doi="10.1007/s00776-013-0381-6",
)

TETREAULT_2013: Final = Source(
    key="tetreault2013",
    authors="Tetreault et al.",
    year=2013,
    title=None,
    within="J Bone Joint Surg Am 95(18):1659-1666",
    doi="10.2106/JBJS.L.01323",
)

TETREAULT_2015: Final = Source(
    key="tetreault2015",
    authors="Tetreault et al.",
    year=2015,
    title=None,
    within="J Bone Joint Surg Am 97(24):2038-2046",
)

TETREAULT_2016: Final = Source(
    key="tetreault2016",
    authors="Tetreault et al.",
    year=2016,
    title=None,
    within="Neurosurgery 79:33-44",
)

TETREAULT_2017: Final = Source(
    key="tetreault2017",
    authors="Tetreault et al.",
    year=2017,
    title="The modified Japanese Orthopaedic Association scale: establishing "
    "criteria for mild, moderate and severe impairment in patients with "
    "degenerative cervical myelopathy",
    within="Eur Spine J 26(1):78-84",
    doi="10.1007/s00586-016-4660-8",
)

TETREAULT_MCID_2015: Final = Source(
    key="tetreault_mcid2015",
    authors="Tetreault et al.",
    year=2015,
    title=None,
    within="Spine 40(21):1653-1659",
    doi="10.1097/BRS.0000000000001127",
)

TETREAULT_POOLED: Final = Source(
    key="tetreault_pooled",
    authors="Congress abstract on 743 pooled people",
    year=None,
    title=None,
    within="discovery.researcher.life record b9a65121ae31376d88a1f87cc8f7064f",
)

TETREAULT_VALIDATION_2015: Final = Source(
    key="tetreault_validation2015",
    authors="Tetreault et al.",
    year=2015,
    title=None,
    within="Spine J 15(3):388-397",
)

UK_RED_FLAG: Final = Source(
    key="uk_red_flag",
    authors="UK referral guidance on red flags",
    year=None,
    title=None,
    within="docslib 9766836; gpnotebook x20050312083216411760",
)

WANG_2019: Final = Source(
    key="wang2019",
    authors="Wang et al.",
    year=2019,
    title=None,
    within="Indian J Orthop",
    doi="10.4103/ortho.IJOrtho_217_17",
)

WANG_2022: Final = Source(
    key="wang2022",
    authors="Wang et al.",
    year=2022,
    title=None,
    within="Front Public Health 10:898242",
)

WFNS_2019: Final = Source(
    key="wfns2019",
    authors="WFNS Spine Committee",
    year=2019,
    title=None,
    within="Neurospine 16:403-407",
    doi="10.14245/ns.1938238.119",
)

XIAO_2025: Final = Source(
    key="xiao2025",
    authors="Xiao et al.",
    year=2025,
    title=None,
    within="Sci Rep 15:8901",
    doi="10.1038/s41598-025-93703-0",
)

XUE_2022: Final = Source(
    key="xue2022",
    authors="Xue et al.",
    year=2022,
    title=None,
    within="Eur Spine J",
    doi="10.1007/s00586-022-07300-0",
)

YEE_2020: Final = Source(
    key="yee2020",
    authors="Yee et al.",
    year=2020,
    title=None,
    within="J Spine Surg 6:302-322",
)

YUKAWA_2009: Final = Source(
    key="yukawa2009",
    authors="Yukawa et al.",
    year=2009,
    title=None,
    within="Abstract, PubMed 19127165",
)

ZHANG_2015: Final = Source(
    key="zhang2015",
    authors="Zhang and Pope",
    year=2015,
    title=None,
    within="Arthritis Res Ther 17",
    doi="10.1186/s13075-015-0643-0",
)

ZHOU_2015: Final = Source(
    key="zhou2015",
    authors="Zhou et al.",
    year=2015,
    title=None,
    within="Eur Spine J 24(12):2918-2923",
)
