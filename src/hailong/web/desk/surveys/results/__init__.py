"""Results of a round: the table with its verdicts, and the files of it."""
