"""What an answer rests on, as BibTeX: every source once, none that is not used."""

import re

import pytest

import cervmyelo as cm
from cervmyelo import sources
from cervmyelo.bibliography import bibtex
from cervmyelo.forms import PostTest, Tally

SOURCES = [each for each in vars(sources).values() if isinstance(each, sources.Source)]
ENTRY = re.compile(r"@(article|misc)\{(\w+),\n((?:  \w+ = \{.+\},\n)+)\}")


def keys(text):
    """The keys of the entries in a bibliography, in their order."""
    return re.findall(r"(?m)^@\w+\{(\w+),$", text)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_every_source_is_a_whole_entry(source):
    """Each entry has its key, balanced braces, and every part that was seen."""
    entry = source.bibtex()
    found = ENTRY.fullmatch(entry)
    assert found
    assert found[2] == source.key
    unescaped = re.sub(r"\\[{}]", "", entry)
    assert unescaped.count("{") == unescaped.count("}")
    assert not re.search(r"(?<!\\)[&%$#]", re.sub(r"(url|doi) = .*", "", entry))
    fields = dict(re.findall(r"(?m)^  (\w+) = \{(.+)\},$", entry))
    assert fields.get("year") == (str(source.year) if source.year else None)
    assert fields.get("doi") == source.doi
    assert fields.get("url") == source.url
    assert ("title" in fields) == bool(source.title)
    assert "author" in fields
    assert ("journal" in fields) == (found[1] == "article")


def test_people_are_told_from_groups():
    """Names are left to BibTeX, "et al." is its others, a group stays together."""
    authors = {
        "Nurick": "Nurick",
        "Barnes and Saunders": "Barnes and Saunders",
        "de Dios et al.": "de Dios and others",
        "Registry of 525 anterior cervical operations": (
            "{Registry of 525 anterior cervical operations}"
        ),
        "Rhee et al. 2009, as quoted": "{Rhee et al. 2009, as quoted}",
    }
    for given, written in authors.items():
        source = sources.Source("key", given, None, None, "Somewhere")
        assert f"  author = {{{written}}},\n" in source.bibtex()


def test_a_place_in_a_journal_is_taken_apart():
    """Volume, number and pages get fields of their own; other places stay whole."""
    source = sources.Source("key", "A", 2000, None, "Spine J 24(1):46-56, as quoted")
    assert source.bibtex() == (
        "@article{key,\n  author = {A},\n  year = {2000},\n  journal = {Spine J},\n"
        "  volume = {24},\n  number = {1},\n  pages = {46--56},\n"
        "  note = {as quoted},\n}"
    )
    for place in ("PubMed 6775031", "A & B 24", "Text, Spine J 7(3):70-83"):
        assert "@misc" in sources.Source("key", "A", 2000, None, place).bibtex()
    with_doi = sources.Source("key", "A", 2000, None, "Brain 9", doi="10.1/x_y")
    assert "@article" in with_doi.bibtex()
    assert "doi = {10.1/x_y}" in with_doi.bibtex()


def test_what_latex_would_obey_is_written_out():
    """Letters with a meaning in LaTeX are escaped, all others are kept."""
    source = sources.Source("key", "Ů & Co of B", None, r"5% \ {a}_b~^", "A # B $")
    entry = source.bibtex()
    assert r"{{Ů \& Co of B}}" in entry
    assert (
        r"{{5\% \textbackslash{} \{a\}\_b\textasciitilde{}\textasciicircum{}}}" in entry
    )
    assert r"howpublished = {A \# B \$}" in entry


def test_only_answers_are_cited():
    """An assessment cites what its answers rest on, and nothing else."""
    assert citations_of() == []
    items = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3)
    assert citations_of(mjoa=items) == ["benzel1991", "tetreault2017"]
    # Hands that cannot be moved decide the urgency of the article as well.
    items = cm.MJOA(motor_upper=0, motor_lower=3, sensory_upper=2)
    assert citations_of(mjoa=items) == ["article", "benzel1991", "tetreault2017"]
    assert "article" in citations_of(wheelchair_or_immobile=True)


def citations_of(**record):
    """The keys of what an assessment of somebody cites."""
    return keys(cm.citations(cm.assess(cm.Patient(**record))))


def test_a_bibliography_names_each_source_once():
    """Sources come once, by their keys, whatever the order of the rules."""
    rules = list(cm.rules.values())
    found = keys(bibtex(rules))
    assert found == sorted(set(found))
    assert bibtex(rules[::-1]) == bibtex(rules)
    assert set(found) == {c.source.key for rule in rules for c in rule.citations}


@pytest.mark.parametrize("rule", cm.rules.values(), ids=lambda rule: rule.name)
def test_a_rule_rests_on_its_parts(rule):
    """A rule rests on its own place and on those of all that it is made of."""
    cites = rule.citations
    assert cites[0] == rule.cite
    assert len(set(cites)) == len(cites)
    if isinstance(rule, Tally):
        assert {each.cite for each in rule.counted} <= set(cites)
    if isinstance(rule, PostTest):
        assert {each.cite for each in rule.ratios} <= set(cites)
        assert rule.of.cite in cites
