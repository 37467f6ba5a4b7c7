"""Capital and small letters of Vietnamese for patterns: a range such as À-ỹ holds both and tells them not apart."""

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐČŎĔĬŬÑ"
"""Capitals as the inside of a character class; with letters that names of the Central Highlands hold besides."""

LOWER = "a-z" + UPPER.removeprefix("A-Z").lower()
"""The same small letters."""
