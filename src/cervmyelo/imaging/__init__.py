"""Published measurements and grades of imaging: one file for each."""
