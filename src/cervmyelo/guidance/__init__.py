"""What to do: when to contact a doctor, treatments and their complications."""
