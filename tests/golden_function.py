"""Published cases of scales of function and severity, typed from the publications."""

CASES = []

# Every figure that stands beside these rules: (value, unit, low, high, source).
FIGURES = set()
