"""What was done and what was told: the journal with its seal, and one's notices."""
