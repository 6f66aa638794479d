"""
The entry point of Hypothesis, which registers a strategy for each model.

Hypothesis calls it whenever it is imported, also in tests of other programs. So this
module is outside of `cervmyelo.testing`, and strategies are made when they are asked
for: only the light models are imported. `Visit` imports many rules, so its strategy is
registered by `cervmyelo.testing`.
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

    from .case import Case
    from .models.follow_up import Nurick0Normal, Nurick1972
    from .models.outcome_measures import SF36
    from .models.patient import SHEETS, Patient
    from .models.sheet import Sheet
    from .models.symptoms import Symptom
    from .partly import Partly

    def some_patients(_: type) -> st.SearchStrategy[Patient]:
        from .testing import patients

        return patients(partly=True, with_reasons=True)

    def some_cases(_: type) -> st.SearchStrategy[Case]:
        from .testing import cases

        return cases(partly=True, with_reasons=True)

    def some_symptoms(_: type) -> st.SearchStrategy[Symptom]:
        from .testing import symptoms

        return symptoms(partly=True)

    def some_sheets(sheet: type[Sheet]) -> st.SearchStrategy[Sheet]:
        from .testing import sheets

        return sheets(sheet, partly=True)

    def some_values(_: type) -> st.SearchStrategy[Partly]:
        from .models.patient import QUANTITIES
        from .testing import partly_known

        return st.one_of(*map(partly_known, QUANTITIES.values()))

    st.register_type_strategy(Patient, some_patients)
    st.register_type_strategy(Case, some_cases)
    st.register_type_strategy(Symptom, some_symptoms)
    st.register_type_strategy(Partly, some_values)
    for sheet in (*SHEETS.values(), Nurick1972, Nurick0Normal, SF36):
        st.register_type_strategy(sheet, some_sheets)
