"""Guidance: when to contact a doctor, and what guidelines recommend."""
