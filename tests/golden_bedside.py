"""Published cases of bedside tests, diagnosis and risk, typed from the publications."""

CASES = []

# Every figure that stands beside these rules: (value, unit, low, high, source).
FIGURES = set()
