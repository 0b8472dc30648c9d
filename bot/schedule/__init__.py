"""Deadlines to days: turns, working days, and what to remind of when."""
