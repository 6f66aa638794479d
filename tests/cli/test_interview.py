"""The interview: the order of its questions, its answers and its end."""

import json
import re
import sys

import pexpect
import pytest

import cervmyelo as cm
from cervmyelo.cli import main
from cervmyelo.cli.interview import _value
from cervmyelo.io import patient_from_json
from cervmyelo.models.missing import MEANINGS, UNAFFECTED
from cervmyelo.models.mjoa import MJOA_ITEMS
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.registry import FIRST_LOOK, RULES
from cervmyelo.results.asking import askable

URGENCY = RULES["article_urgency"]
TOTAL = RULES["mjoa_total"]


@pytest.fixture
def run(run, monkeypatch):
    """A function that runs a command on a screen wide enough for every question."""
    monkeypatch.setenv("COLUMNS", "500")
    return run


def lines(*answers):
    """Answers as somebody types them."""
    return "".join(f"{each}\n" for each in answers)


def asked(ran):
    """The questions that were asked, in their order."""
    known = {each.question for each in cm.quantities.values()}
    return [line for line in ran.err.splitlines() if line in known]


def test_it_stops_when_the_rules_are_decided(run, tmp_path):
    """Four items decide the mJOA; the record is saved and the report follows."""
    target = tmp_path / "patient.json"
    ran = run("ask", "mjoa_total", "-o", target, stdin=lines(3, 5, 2, 3))
    assert ran.status == 0
    assert len(asked(ran)) == 4
    assert (
        "4 of 4 questions answered; 1 of 1 results decided\n  mJOA total: 13 points"
        in ran.err
    )
    assert "13 points" in ran.out
    patient = patient_from_json(target.read_text())
    assert cm.mjoa_total(patient).value == 13


def test_the_report_alone_goes_to_standard_output(run):
    """The talk goes to standard error, so that the report can be piped."""
    ran = run("ask", "mjoa_total", stdin=lines("quit"))
    assert ran.out.startswith("Cervical myelopathy: what the record")
    assert "How well can" in ran.err


def test_urgency_is_settled_first(run):
    """By default the first question is one of the most urgent rule."""
    ran = run("ask", stdin="")
    assert asked(ran) == [SYMPTOMS["inability_to_move"].present.question]
    assert "; 0 of 9 results decided" in ran.err


@pytest.mark.parametrize("answer", ["no", "", "unknown"])
def test_details_of_a_symptom_that_is_not_known_to_be_there_are_not_asked(run, answer):
    """After no or not known, onset and severity of that symptom are never asked."""
    ran = run("ask", stdin=lines(*[answer] * 200))
    questions = asked(ran)
    for symptom in SYMPTOMS.values():
        # Without a changed gait the feet are not set wider apart.
        follows = answer == "no" and symptom.kind == "wide_based_gait"
        assert questions.count(symptom.present.question) == (not follows)
        for detail in symptom.all[1:]:
            assert detail.question not in questions


def test_details_of_a_symptom_that_is_there_follow_at_once(run):
    """Yes is followed by the onset and the severity, which may be alarming."""
    ran = run("ask", stdin=lines("no", "yes", "gradual", "mild"))
    bladder = SYMPTOMS["bowel_or_bladder_change"]
    wanted = {each.question for each in bladder.all[:3]}
    assert {*asked(ran)[1:4]} == wanted
    assert f"{RULES['article_urgency'].label}: prompt or emergency, open" in ran.err


def test_an_alarm_ends_the_questions_on_urgency(run):
    """What is sudden decides the urgency; the next question is on another rule."""
    ran = run("ask", "article_urgency", "mjoa_total", stdin=lines("y"))
    assert f"{RULES['article_urgency'].label}: emergency" in ran.err
    assert asked(ran)[1] in {each.question for each in MJOA_ITEMS}


def test_not_known_is_never_asked_again(run):
    """An empty answer leaves the item open and the talk goes on to its end."""
    ran = run("ask", "mjoa_total", stdin=lines("", "unknown", "n/a", ""))
    assert len(asked(ran)) == len(set(asked(ran))) == 4
    assert ran.status == 0


def test_impossible_answers_are_asked_again_with_the_reason(run):
    """A wrong answer is told and the same question waits for another."""
    ran = run("ask", "mjoa_total", stdin=lines("6", "many", "4.5", "8", "-1", "5"))
    assert ran.err.count("That is a number above the range.") == 1
    assert "That is text that is not a plain number." in ran.err
    assert "Possible: whole numbers 0 to 5 points, or empty for not known." in ran.err
    assert "many" not in ran.err
    assert len(asked(ran)) == 3


def test_numbers_and_words_are_both_taken(run, tmp_path):
    """Options can be given by number or by word, with blanks for underscores."""
    for number, answers in enumerate((["2", "1"], ["Not Imaged", "yes"])):
        target = tmp_path / f"{number}.json"
        start = tmp_path / "start.json"
        start.write_text(
            '{"age_years": 40, "congenital_narrow_canal": false, '
            '"rheumatoid_arthritis": false}'
        )
        run(
            "ask",
            "article_risk_factors",
            "--from",
            start,
            "-o",
            target,
            stdin=lines(*answers),
        )
        saved = json.loads(target.read_text())
        assert (saved["opll"], saved["asian_descent"]) == ("not_imaged", True)


def test_words_that_are_no_answer_are_asked_again(run):
    """A yes or no and a choice take their own words only, and 0 is no."""
    ran = run("ask", "article_cause", stdin=lines("maybe", "0", "NO", "3", "quit"))
    assert ran.err.count("Possible: yes or no, or empty for not known.") == 2
    assert len(asked(ran)) == 3
    ran = run("ask", "article_urgency", stdin=lines("n", "y", "abrupt", "severe"))
    assert "abrupt" not in ran.err
    assert "Possible: mild, moderate, severe, or empty for not known." in ran.err
    assert f"{RULES['article_urgency'].label}: emergency" in ran.err


def test_a_measure_tells_its_range(run):
    """A number without worded values is asked for with its range and unit."""
    ran = run("ask", "article_outlook_factors", stdin=lines("24", "1", "2"))
    assert "0 to 1440 months" in ran.err
    assert f"{RULES['article_outlook_factors'].label}: 3 of 3" in ran.err


def test_back_takes_the_last_answer_away(run):
    """A slip can be corrected, and at the start there is nothing to go back to."""
    ran = run("ask", "article_stage", stdin=lines("back", "yes", "quit"))
    assert "There is no answer to correct yet." in ran.err
    ran = run("ask", "article_cause", stdin=lines("no", "back", "yes"))
    questions = asked(ran)
    assert questions[0] == questions[2] != questions[1]
    assert f"{RULES['article_cause'].label}: another cause" in ran.err


def test_a_question_mark_explains(run):
    """A question mark shows options and consequences in plain words, and no answer."""
    ran = run("ask", "mjoa_severity", stdin=lines(7, 3, "?"))
    help_text = ran.err.split("> ")[-2]
    assert "This is about: mJOA hand sensation." in help_text
    assert "2 mild loss of feeling" in help_text
    assert "Empty: not recorded, which is not zero." in help_text
    assert "(0 or 1: moderate or severe; 2 or 3: mild or moderate)." in help_text
    assert "Empty: " in run("ask", "article_cause", stdin=lines("?")).err
    assert len(asked(ran)) == 3


@pytest.mark.parametrize("rule", RULES)
def test_help_has_no_words_of_programs(run, rule):
    """Help and refusals show no True, False or None, and no name with underscores."""
    ran = run("ask", rule, stdin=lines(*["?", "_?", ""] * 30))
    assert not set(ran.err.replace(".", " ").split()) & {"True", "False", "None"}
    assert "_" not in ran.err


def test_contradictions_are_asked_again(run, tmp_path):
    """An answer against what is on record is refused, with both names."""
    start, target = tmp_path / "start.json", tmp_path / "end.json"
    start.write_text('{"age_years": 40}')
    ran = run(
        "ask",
        "article_outlook_factors",
        "--from",
        start,
        "-o",
        target,
        stdin=lines("1000", "24", "quit"),
    )
    assert "age; time since the first symptom: it is longer than" in ran.err
    assert json.loads(target.read_text())["symptom_duration_months"] == 24


def test_a_reference_is_kept(run, tmp_path):
    """Going on from a record keeps its reference."""
    start, target = tmp_path / "start.json", tmp_path / "end.json"
    start.write_text('{"ref": "007"}')
    run("ask", "mjoa_total", "--from", start, "-o", target, stdin="quit\n")
    assert json.loads(target.read_text())["ref"] == "007"


def test_a_faulty_start_is_refused(run, tmp_path):
    """A record with a fault is mended before it is gone on from."""
    start = tmp_path / "start.json"
    start.write_text('{"age_years": 200}')
    ran = run("ask", "--from", start, stdin="quit\n")
    assert ran.status == 2
    assert "got a number above the range" in ran.err


def test_an_existing_record_is_not_overwritten(run, tmp_path):
    """The talk does not begin if its result could not be saved."""
    target = tmp_path / "patient.json"
    target.write_text("precious")
    ran = run("ask", "-o", target, stdin="quit\n")
    assert ran.status == 2
    assert asked(ran) == []
    assert target.read_text() == "precious"


def test_the_whole_interview_decides_what_it_says(run):
    """Yes to everything ends by itself with all nine answers decided."""
    ran = run("ask", stdin=lines(*["1"] * 150))
    assert "; 9 of 9 results decided" in ran.err
    assert len(asked(ran)) < len(cm.quantities) - 22


def test_by_default_only_the_first_look_is_asked_for(run):
    """Nobody is asked for further instruments unless they are named."""
    wanted = {each.question for rule in FIRST_LOOK for each in rule.inputs}
    ran = run("ask", stdin=lines(*[""] * 200))
    assert set(asked(ran)) <= wanted
    ran = run("ask", "torg_pavlov", stdin=lines("11.2", "14"))
    assert "; 1 of 1 results decided" in ran.err
    assert f"{RULES['torg_pavlov'].label}: not stenotic" in ran.err


def test_a_source_without_an_answer_ends_the_questions(run):
    """A gap is told as such, and settles the rule."""
    ran = run("ask", "article_stage_to_nurick_1972", stdin=lines("0"))
    assert "; 1 of 1 results decided" in ran.err
    assert f"{RULES['article_stage_to_nurick_1972'].label}: no answer\n" in ran.err


def test_nothing_is_told_of_what_is_wholly_open(run):
    """A continuous answer about which nothing is known is not told as known."""
    ran = run("ask", "torg_pavlov_ratio", stdin=lines("11.2"))
    before, after = ran.err.split("> ")[:2]
    assert "0.02 to 40" not in before
    assert "Torg-Pavlov ratio: 0.0893 to 3.57, open" in after


def test_what_a_scale_lacks_is_told(run):
    """A value that a scale does not have is named with its range."""
    ran = run("ask", "joa1994_total", stdin=lines(*["3.5", ""] * 7))
    assert "but not 3.5" in ran.err


def test_the_best_question_of_each_open_rule():
    """A rule that is decided is not asked about; the others keep their order."""
    best = list(askable([URGENCY, TOTAL], {"mjoa_motor_upper": 3}))
    assert [rule.name for rule, _ in best] == ["article_urgency", "mjoa_total"]
    assert best[1][1].quantity.name == "mjoa_motor_lower"
    full = {each.name: 1 for each in MJOA_ITEMS}
    assert list(askable([TOTAL], full)) == []
    assert list(askable([TOTAL], {}, {each.name for each in MJOA_ITEMS})) == []


GENERAL = [each for each in SYMPTOMS.values() if each.group == "general"]


def test_no_to_all_denies_each_symptom_that_is_listed(run, tmp_path):
    """After "no to all" exactly the listed symptoms are recorded as absent."""
    target = tmp_path / "patient.json"
    answers = lines("no", "No to  all", "quit")
    ran = run("ask", "article_urgency", "-o", target, stdin=answers)
    listed = next(line for line in ran.err.splitlines() if "no to all:" in line)
    labels = listed.split("no to each of ")[1].split("; ")
    assert {*labels} == {each.present.label for each in GENERAL}
    saved = json.loads(target.read_text())
    absent = {"inability_to_move", *(each.kind for each in GENERAL)}
    assert {name for name, value in saved.items() if value is False} == absent
    assert f"{len(absent)} of at most " in ran.err


def test_no_to_all_can_be_taken_back(run, tmp_path):
    """After "back" none of the symptoms that were denied together is recorded."""
    target = tmp_path / "patient.json"
    run(
        "ask",
        "article_urgency",
        "-o",
        target,
        stdin=lines("", "no to all", "back", "quit"),
    )
    saved = json.loads(target.read_text())
    assert not any(value is False for value in saved.values())


def test_no_to_all_leaves_out_what_is_described_or_asked(run, tmp_path):
    """A symptom with a recorded detail, or that was answered, is not denied with it."""
    start, target = tmp_path / "start.json", tmp_path / "end.json"
    start.write_text('{"arm_numbness_severity": "mild"}')
    run(
        "ask",
        "article_urgency",
        "--from",
        start,
        "-o",
        target,
        stdin=lines("", "", "no to all", "quit"),
    )
    saved = json.loads(target.read_text())
    assert saved.get("inability_to_move") is None
    assert saved.get("arm_numbness") is None
    assert saved["general_weakness"] is False


@pytest.mark.parametrize("rule", ["article_stage", "ranawat", "torg_pavlov", "mcc"])
def test_a_question_mark_shows_the_definition_and_asks_again(run, rule):
    """The definition or its absence is shown, and the answer after it is taken."""
    first = next(askable([RULES[rule]], {}))[1].quantity
    ran = run("ask", rule, stdin=lines("?", "", "quit"))
    for text in first.explained:
        assert text in ran.err
    assert ran.err.index(first.question) < ran.err.index(first.explained[0])
    assert "1 of " in ran.err
    assert asked(ran).count(first.question) == 1


WHY_NONE = [each for each in MEANINGS if each != "other_cause"]


@pytest.mark.parametrize("reason", WHY_NONE)
@pytest.mark.parametrize("rule", ["mjoa_total", "article_stage", "torg_pavlov_ratio"])
def test_a_reason_is_kept_in_place_of_an_answer(run, tmp_path, rule, reason):
    """Words for a reason leave the value open, are saved, and are not asked again."""
    target = tmp_path / "patient.json"
    words = [reason.replace("_", " "), f" {reason.upper()} ", *[""] * 20]
    ran = run("ask", rule, "-o", target, stdin=lines(*words))
    questions = asked(ran)
    assert len(questions) == len({*questions})
    saved = json.loads(target.read_text())
    named = {each.question: each.name for each in RULES[rule].inputs}
    for question in questions[:2]:
        name = named[question]
        assert saved.get(name) is None
        assert saved[f"{name}_missing"] == reason
    kept = {name for name in saved if name.endswith("_missing")}
    assert kept == {f"{named[each]}_missing" for each in questions[:2]}
    # Later it is asked again only if nobody was asked.
    again = run("ask", rule, "--from", target, stdin=lines(*[""] * 20))
    assert (questions[0] in asked(again)) is (reason == "not_asked")


@pytest.mark.parametrize(
    ("rule", "answer", "value"),
    [
        ("mjoa_total", "3, other cause", 3),
        ("mjoa_total", "3  Other  Cause", 3),
        ("joa1994_total", "0, other_cause", 0),
        ("article_stage", "yes, other cause", True),
        ("article_stage", "1 other cause", True),
        ("article_urgency", "n, other cause", False),
    ],
)
def test_another_cause_goes_after_a_value(run, tmp_path, rule, answer, value):
    """The value is saved as scored with its reason, and counts both ways."""
    target = tmp_path / "patient.json"
    first = next(askable([RULES[rule]], {}))[1].quantity
    run("ask", rule, "-o", target, stdin=lines(answer, "quit"))
    patient = patient_from_json(target.read_text())
    assert patient.flat()[first.name] == value
    assert dict(patient.missing) == {first.name: "other_cause"}
    case = {first.name: value, f"{first.name}_missing": "other_cause"}
    assert RULES[rule](patient) == RULES[rule](case)


@pytest.mark.parametrize(
    ("rule", "answer", "words"),
    [
        ("mjoa_total", "other cause", "Record the value as it was scored."),
        ("mjoa_total", ", other cause", "add that to it: 0, other cause."),
        ("mjoa_total", "unknown, other cause", "Record the value as it was scored."),
        ("mjoa_total", "3other cause", "text that is not a plain number"),
        ("mjoa_total", "refused, other cause", "text that is not a plain number"),
        ("mjoa_total", "3, refused", "text that is not a plain number"),
        ("torg_pavlov_ratio", "11, other cause", "Another cause can explain an item"),
        ("torg_pavlov_ratio", "other cause", "Answer with the value alone."),
    ],
)
def test_another_cause_that_does_not_fit_is_asked_again(
    run, tmp_path, rule, answer, words
):
    """Without a value, or where no cause can explain it, nothing is saved."""
    target = tmp_path / "patient.json"
    ran = run("ask", rule, "-o", target, stdin=lines(answer, "quit"))
    assert words in ran.err
    assert len(asked(ran)) == 1
    assert not patient_from_json(target.read_text()).missing


def test_a_reason_can_be_taken_back_or_replaced(run, tmp_path):
    """After "back" the reason is gone; a later value replaces one of the record."""
    target, start = tmp_path / "patient.json", tmp_path / "start.json"
    run("ask", "mjoa_total", "-o", target, stdin=lines("refused", "back", "quit"))
    assert not patient_from_json(target.read_text()).missing
    first = next(askable([TOTAL], {}))[1].quantity.name
    start.write_text(json.dumps({f"{first}_missing": "not_asked"}))
    for answer, missing in (("3", {}), ("refused", {first: "refused"})):
        run(
            "ask",
            "mjoa_total",
            "--from",
            start,
            "-o",
            target,
            "--force",
            stdin=lines(answer, "quit"),
        )
        assert dict(patient_from_json(target.read_text()).missing) == missing


def test_no_word_for_a_reason_is_an_answer():
    """No choice and no word for not recorded means the same as a reason."""
    words = {each.replace("_", " ") for each in MEANINGS}
    for each in cm.quantities.values():
        levels = {str(level).replace("_", " ").lower() for level in each.values}
        assert not words & levels, each.name


@pytest.mark.parametrize("rule", ["mjoa_total", "article_stage", "torg_pavlov_ratio"])
def test_a_question_mark_shows_how_to_give_a_reason(run, rule):
    """The reasons are shown for each question, another cause only where allowed."""
    first = next(askable([RULES[rule]], {}))[1].quantity
    ran = run("ask", rule, stdin=lines("?", "quit"))
    for word in WHY_NONE:
        assert word.replace("_", " ") in ran.err.split("> ")[0]
        assert word.replace("_", " ") in ran.err.split("> ")[1]
    assert ("other cause." in ran.err) is (first.name in UNAFFECTED)


def test_no_to_all_is_no_answer_to_other_questions(run):
    """Where only one thing is asked, "no to all" is refused."""
    ran = run("ask", "article_stage", stdin=lines("no to all", "quit"))
    assert "That is not one of the answers. Possible: yes or no" in ran.err
    assert "no to all:" not in ran.err


def test_the_count_of_questions_is_never_exceeded(run):
    """The answered questions never outnumber what "at most" said before."""
    for answer in ("1", "2", "", "no to all"):
        ran = run("ask", stdin=lines(*[answer, "1", "3"] * 60))
        counts = re.findall(r"(\d+) of (?:at most )?(\d+) questions", ran.err)
        most = [int(each) for _, each in counts]
        assert most == sorted(most, reverse=True)
        assert int(counts[-1][0]) <= most[0]


def test_in_a_real_terminal(tmp_path):
    """On a terminal a person answers question by question and can stop at any time."""
    target = tmp_path / "patient.json"
    program = "from cervmyelo.cli import main; raise SystemExit(main())"
    talk = pexpect.spawn(
        sys.executable,
        ["-c", program, "ask", "mjoa_severity", "-o", str(target)],
        encoding="utf-8",
        timeout=10,
        dimensions=(40, 80),
    )
    talk.expect("How well can the legs be used")
    talk.expect("> ")
    talk.sendline("3")
    talk.expect("How well can the hands be used")
    talk.expect("> ")
    talk.sendline("2")
    talk.expect(f"{RULES['mjoa_severity'].label}: severe")
    talk.expect("Sources")
    talk.expect(pexpect.EOF)
    talk.close()
    assert talk.exitstatus == 0
    assert (
        cm.mjoa_severity(patient_from_json(target.read_text())).value.code == "severe"
    )


def test_an_interrupt_writes_nothing(tmp_path):
    """Ctrl-C ends the talk with its own status, and leaves no file."""
    target = tmp_path / "patient.json"
    program = "from cervmyelo.cli import main; raise SystemExit(main())"
    talk = pexpect.spawn(
        sys.executable,
        ["-c", program, "ask", "mjoa_severity", "-o", str(target)],
        encoding="utf-8",
        timeout=10,
    )
    talk.expect("> ")
    talk.sendline("3")
    talk.expect("> ")
    talk.sendintr()
    talk.expect("stopped; nothing was written")
    talk.expect(pexpect.EOF)
    talk.close()
    assert talk.exitstatus == 130
    assert list(tmp_path.iterdir()) == []


def test_a_grade_that_is_called_none_is_a_grade():
    """None as the first grade of a scale is an answer, by its number and its word."""
    for quantity in cm.quantities.values():
        if "none" in getattr(quantity, "levels", ()):
            number = str(quantity.levels.index("none") + 1)
            assert _value(quantity, number) == _value(quantity, "none") == "none"


def test_a_byte_that_is_no_text_is_a_wrong_answer(run):
    """The interview goes on; it ended with an error of Python."""
    ran = run("ask", "mjoa_total", stdin=b"\xff\xfe\n3\n5\n2\n2\n")
    assert ran.status == 0
    assert "12 points" in ran.out


@pytest.mark.parametrize("words", [("ask",), ("stored", "-"), ("assess", "-")])
def test_standard_input_that_is_closed_is_reported(monkeypatch, capsys, words):
    """A service or a cron job starts commands without it."""
    monkeypatch.setattr(sys, "stdin", None)
    assert main(words) == 2
    assert "Standard input is closed." in capsys.readouterr().err
