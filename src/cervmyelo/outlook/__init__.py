"""Outlook: prognostic factors and models."""
