"""Paper of a round: the register of sheets, the counts, the parcel, double entry."""
