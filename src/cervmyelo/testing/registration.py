"""
The entry point of Hypothesis, which registers a strategy for each model.

Hypothesis calls it when it is imported. Strategies are made when they are asked for, so
that only the models are imported then.
"""

from __future__ import annotations

__all__ = ["register"]


def register() -> None:
    """
    Register the strategies of the models with Hypothesis.

    A model then draws all that its type allows: values known in part, reasons of
    missing values and contradictions. ``st.from_type(cm.Patient)`` and annotations that
    ``st.builds`` reads find it.
    """
    from hypothesis import strategies as st

    from cervmyelo.case import Case
    from cervmyelo.follow_up.scales import FOLLOWED
    from cervmyelo.models.patient import SHEETS, Patient
    from cervmyelo.models.sheet import Sheet
    from cervmyelo.models.symptoms import Symptom
    from cervmyelo.partly import Partly
    from cervmyelo.results.visits import Visit

    def some_patients(_: type) -> st.SearchStrategy[Patient]:
        from .people import patients

        return patients(partly=True, with_reasons=True)

    def some_cases(_: type) -> st.SearchStrategy[Case]:
        from .records import cases

        return cases(partly=True, with_reasons=True)

    def some_symptoms(_: type) -> st.SearchStrategy[Symptom]:
        from .people import symptoms

        return symptoms(partly=True)

    def some_sheets(sheet: type[Sheet]) -> st.SearchStrategy[Sheet]:
        from .people import sheets

        return sheets(sheet, partly=True)

    def some_visits(_: type) -> st.SearchStrategy[Visit]:
        from .people import visits

        return visits()

    def some_values(_: type) -> st.SearchStrategy[Partly]:
        from cervmyelo.models.patient import QUANTITIES

        from .values import partly_known

        return st.one_of(*map(partly_known, QUANTITIES.values()))

    st.register_type_strategy(Patient, some_patients)
    st.register_type_strategy(Case, some_cases)
    st.register_type_strategy(Symptom, some_symptoms)
    st.register_type_strategy(Visit, some_visits)
    st.register_type_strategy(Partly, some_values)
    for sheet in {*SHEETS.values(), *(each.recorded for each in FOLLOWED.values())}:
        st.register_type_strategy(sheet, some_sheets)
