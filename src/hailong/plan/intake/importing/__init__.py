"""From a draft that a person has reviewed to a plan that lives: known again, confirmed, with nothing of it lost."""

from hailong.plan.intake.importing.choices import Choices
from hailong.plan.intake.importing.confirming import confirm
from hailong.plan.intake.importing.twins import Twin, digest_of, twins

__all__ = ["Choices", "Twin", "confirm", "digest_of", "twins"]
