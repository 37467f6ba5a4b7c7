"""Intake: a document is read, shown, corrected and taken away."""
