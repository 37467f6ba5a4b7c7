"""What the numbers refuse."""


class BadSurvey(ValueError):
    """A file, a design or a request that cannot be estimated: one Vietnamese line with place, value, cure."""
