"""Published scales: one file for each, with its rules and thin functions."""
