"""Reminders by e-mail of the stages of an election, for those who ask."""
