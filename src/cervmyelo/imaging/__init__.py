"""Published imaging measurements and grades, one module for each."""
