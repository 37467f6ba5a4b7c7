"""The limit on uploads: what is too large is read off and dropped as it arrives, so that a page can answer."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

CHUNK = 64 * 1024


class LimitHandler(FileUploadHandler):
    """Stops keeping a file once it is larger than UPLOAD_MOST bytes and leaves word of its size on the request.

    The rest of the body is still read: a browser whose sending is cut off shows its own error, not our page.
    """

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any, **more: Any) -> None:
        """Remember how much the browser means to send, and from where."""
        self.announced, self.body = content_length, input_data

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Count each file from nothing."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on, unless it is one too many."""
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_MOST:
            if self.request is not None:
                self.request.META["hailong.too_large"] = max(self.announced, self.received)
            # Django would read the rest line by line, and a file without line feeds is one line of 200 MB.
            while self.body.read(CHUNK):
                pass
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""


def too_large(request: HttpRequest) -> int | None:
    """The size in bytes of an upload that was refused; None where none was. Looks at what was sent, so reads it."""
    _ = request.FILES
    return request.META.get("hailong.too_large")
