"""What a verb answers to bad input: what is wrong, where, and what to do."""


class Refused(ValueError):
    """A verb's refusal in Vietnamese: `message`, `cure`, and the `field` of the form it concerns ("" for all of it)."""

    def __init__(self, message: str, *, cure: str = "", field: str = "") -> None:
        """Keep the parts; as text, message and cure together."""
        self.message, self.cure, self.field = message, cure, field
        super().__init__(f"{message} {cure}".strip())
