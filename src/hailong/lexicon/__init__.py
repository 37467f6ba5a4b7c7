"""The words: Vietnamese text, numbers, dates, criteria, indicators, law and fonts."""
