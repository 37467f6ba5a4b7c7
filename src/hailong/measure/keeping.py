"""How answers are kept so that nobody can be found by them."""

from hailong.measure.models import Round, RoundKey


def close(round: Round) -> None:
    """Destroy the round's secret: from then on no code can be told to belong to an answer."""
    RoundKey.objects.filter(round=round).delete()
