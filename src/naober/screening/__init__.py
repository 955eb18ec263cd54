"""Instruments in use and check-ups."""
