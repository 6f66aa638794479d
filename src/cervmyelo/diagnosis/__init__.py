"""What leads to the diagnosis: early signs, causes and examinations."""
