"""Published cases of outlook, guidance and change over time, typed from the publications."""

CASES = []

# Every figure that stands beside these rules: (value, unit, low, high, source).
FIGURES = set()
