"""Processes that are started after a frame was answered answer too, or say why not."""

import json
import multiprocessing
import subprocess
import sys

import pytest

SCRIPT = '''
import json
import multiprocessing
import sys
import warnings

import pandas as pd

import cervmyelo as cm

ITEMS = [each.name for each in cm.mjoa_total.inputs]


def answered(function, *asked, **more):
    """A column of what a function on frames makes, or the words of its error."""
    try:
        return [int(each) for each in function(*asked, **more).iloc[:, -1].notna()]
    except cm.CervmyeloError as error:
        return str(error)


def answers(_):
    """What is asked of each process."""
    people = pd.DataFrame({name: [3] for name in ITEMS})
    visits = pd.DataFrame({"who": ["a"], "day": [0], "mjoa_total": [12]})
    return [
        answered(cm.assess_cohort, people, "mjoa_total", on_error="null"),
        answered(cm.change_over_time, visits, person="who", on="day"),
        answered(cm.summarise, people, "mjoa_total"),
        cm.mjoa_total(dict.fromkeys(ITEMS, 3)).value,
    ]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    method, before = sys.argv[1:]
    if before == "after a call":
        answers(0)
    with multiprocessing.get_context(method).Pool(1) as pool:
        # Without an answer in time, this raises an error and ends the process.
        print(json.dumps(pool.map_async(answers, [0]).get(timeout=60)[0]))
'''
HERE = multiprocessing.get_all_start_methods()


def of_a_process(folder, method, when):
    """The answers of a process that is started in a given way."""
    script = folder / "work.py"
    script.write_text(SCRIPT)
    made = subprocess.run(
        [sys.executable, str(script), method, when],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return json.loads(made.stdout)


@pytest.mark.parametrize("method", [each for each in HERE if each != "fork"])
def test_processes_that_are_not_forked_answer(method, tmp_path):
    """A process of its own answers, whatever was asked before it was started."""
    made = of_a_process(tmp_path, method, "after a call")
    assert made == [[1], [0], [1, 0, 0], 12]


@pytest.mark.skipif("fork" not in HERE, reason="this system has no fork")
def test_a_forked_process_answers_or_says_why_not(tmp_path):
    """After a call, a fork would wait for ever: it says so, and what to use."""
    assert of_a_process(tmp_path, "fork", "first") == [[1], [0], [1, 0, 0], 12]
    *frames, person = of_a_process(tmp_path, "fork", "after a call")
    assert person == 12
    assert all('get_context("spawn")' in each for each in frames)
