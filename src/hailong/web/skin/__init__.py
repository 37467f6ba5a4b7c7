"""What every page wears: layout, style, language, the hour, and the limit on uploads."""
