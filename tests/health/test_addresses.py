"""Addresses in records: published URIs of others, and URNs of our own."""

import json
import re
from pathlib import Path

import pytest

import cervmyelo as cm
from cervmyelo import addresses
from cervmyelo import io as records

SOURCE = Path(cm.__file__).parent
HOSTS = re.compile(r"https?://|urn:")
OURS = re.compile(r"cervmyelo\.[a-z]+(?:\.[a-z]+)*/|readthedocs|github\.com")

# Each with the reason.
ELSEWHERE = {
    # The addresses of publications, which citations carry.
    "sources/publications.py",
}


def strings(path):
    """The lines of a module, without examples of docstrings."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if "urn:cervmyelo" not in line or "=" in line:
            yield line


def test_addresses_are_in_one_module():
    """No other module of the library has an address in it."""
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if any(HOSTS.search(line) for line in strings(path))
    }
    assert found == {"addresses.py"} | ELSEWHERE


def test_our_own_addresses_are_urns():
    """What names our codes and schemas depends on no host."""
    assert cm.terminology.local_code("mjoa_total").system.startswith("urn:cervmyelo:")
    for schema in (records.patient_schema(), records.assessment_schema()):
        assert schema["$id"].startswith("urn:cervmyelo:")
    ours = [each for each in vars(addresses).values() if "cervmyelo" in str(each)]
    assert not any(OURS.search(str(each)) for each in ours)


@pytest.mark.parametrize("everything", [True, False])
def test_records_name_no_host_of_ours(everything):
    """An assessment, its schema and its codes are free of our host names."""
    patient = cm.Patient(age_years=61, mjoa=cm.MJOA(motor_upper=3))
    plain = records.assessment_to_dict(cm.assess(patient), everything=everything)
    codes = [str(cm.terminology.local_code(name)) for name in cm.rules]
    written = [plain, records.patient_schema(), records.assessment_schema(), codes]
    assert not OURS.search(json.dumps(written))
