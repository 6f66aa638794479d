"""
The people that were read from data.
"""

from __future__ import annotations

import attrs

from cervmyelo.errors import KindError
from cervmyelo.field_types import typed
from cervmyelo.models import Patient
from cervmyelo.notebook import Shown
from cervmyelo.results.visits import Visit

from .report import ReadingReport

__all__ = ["Person", "Received"]


@attrs.frozen(repr=False, field_transformer=typed)
class Person(Shown):
    """
    One person that was read from data.

    Attributes:
        subject: The reference to the person; empty for resources that name nobody.

        patient: What is known as of the day that was asked for.

        visits: The scores of each day, in order; for `cervmyelo.course` take those of
            one scale.

    Raises:
        KindError: If a part is of the wrong kind.
    """

    subject: str = attrs.field(repr=False)
    patient: Patient
    visits: tuple[Visit, ...]

    def __repr__(self) -> str:
        return f"<Person: {len(self.visits)} visits>"

    def __str__(self) -> str:
        return f"{self.patient}\n{len(self.visits)} visits"


@attrs.frozen(repr=False, field_transformer=typed)
class Received(Shown):
    """
    What was read from data.

    Attributes:
        people: The people, in the order in which they appear.

        report: What became of each part of the data.

    Raises:
        KindError: If a part is of the wrong kind.
    """

    people: tuple[Person, ...]
    report: ReadingReport

    @property
    def patient(self) -> Patient:
        """
        What is known of the only person.

        Raises:
            KindError: If there is none, or more than one.
        """
        return self._only.patient

    @property
    def visits(self) -> tuple[Visit, ...]:
        """
        The scores of the only person, day by day.

        Raises:
            KindError: If there is none, or more than one.
        """
        return self._only.visits

    @property
    def _only(self) -> Person:
        if len(self.people) != 1:
            raise KindError(
                "data",
                "several people" if self.people else "nobody",
                "one person",
                "Look at people, or ask for one with subject=.",
            )
        return self.people[0]

    def __repr__(self) -> str:
        return f"<Received: {len(self.people)} people; {self.report!r}>"

    def __str__(self) -> str:
        return f"{len(self.people)} people\n{self.report}"
