"""The language of a page: the one chosen with the switch, else Vietnamese."""

from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware


class ChosenLocaleMiddleware(LocaleMiddleware):
    """Django's own, deaf to the browser: office computers often run an English browser for Vietnamese readers."""

    def process_request(self, request: HttpRequest) -> None:
        """Forget what the browser prefers, keep what the person chose."""
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)
