"""Every published case and figure, from the modules that hold them by subject."""

import golden
import golden_bedside
import golden_function
import golden_imaging
import golden_outlook

_MODULES = (golden, golden_function, golden_bedside, golden_imaging, golden_outlook)

CASES = [case for module in _MODULES for case in module.CASES]
FIGURES = {figure for module in _MODULES for figure in module.FIGURES}
# Figures of one source that share their numbers, by what they are.
TOLD = {
    key: value
    for module in _MODULES
    for key, value in getattr(module, "TOLD", {}).items()
}
