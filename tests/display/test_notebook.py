"""A notebook that a real Jupyter kernel executes."""

import re

import nbclient
import nbformat
import pytest
from shown import Fragment

SETUP = """
import datetime as dt
import cervmyelo as cm
items = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2)
patient = cm.Patient(age_years=61, mjoa=items, rheumatoid_arthritis=False)
visits = [
    cm.Visit(on=dt.date(2024, month, 1), case=cm.MJOA(total=total))
    for month, total in ((1, 12), (7, 15))
]
"""

# The last line of a cell, with what a reader must find in both of its forms.
CELLS = {
    "cm.mjoa_total(patient)": "10 to 13 points",
    "cm.mjoa_severity(patient)": "moderate or severe",
    "cm.assess(patient)": "What to do",
    "cm.score_risk(patient)": "1 to 3 of 4",
    "cm.estimate_outlook(patient)": "0 to 3 of 3",
    "cm.triage(patient)": "Contact a doctor promptly",
    "cm.next_question([cm.mjoa_severity], patient)": "How well can urine be passed?",
    "cm.mjoa_severity(visits[0]).value": "moderate",
    "cm.scales['mjoa_severity']": "mJOA severity",
    "cm.course(visits)": "mJOA total, 2 visits",
    "cm.course(visits).steps[0]": "mJOA change: 3 points",
    "cm.mjoa_severity": "The severity of impairment by mJOA",
    "cm.rules": "Change over time",
    "cm.quantities": "The person and the condition",
    "cm.scales": "mjoa_severity",
    "cm.literature.SIGNS": "Hoffmann sign",
    "cm.cohort_schema('mjoa_severity')": "mJOA bladder function",
}


@pytest.mark.filterwarnings("ignore")
def test_a_kernel_shows_results_as_html_and_as_text(tmp_path):
    """Each result reaches a notebook as harmless HTML and as text that say the same."""
    cells = [nbformat.v4.new_code_cell(code) for code in (SETUP, *CELLS)]
    cells.append(nbformat.v4.new_code_cell("[cm.mjoa_total(patient)] * 2"))
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    for code, cell in zip(CELLS, notebook.cells[1:-1], strict=True):
        (output,) = cell.outputs
        fragment = Fragment(output.data["text/html"])
        assert not fragment.faults
        assert CELLS[code] in fragment.text, code
        assert CELLS[code] in re.sub(r"\s+", " ", output.data["text/plain"]), code
    (output,) = notebook.cells[-1].outputs
    assert output.data["text/plain"].count("<Finding mjoa_total: undecided") == 2
