# SPDX-License-Identifier: Apache-2.0
"""Uploads are bounded while they arrive: nothing larger than the setting is kept, whatever the headers say."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class BoundedUpload(FileUploadHandler):
    """Counts the bytes of all files of a request; above the limit the rest is thrown away and the request is marked."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.seen = 0

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:  # noqa: ARG002, N803 - Django's signature
        """Refuse by the stated length before anything is read."""
        if content_length > settings.YUNCE.upload_bytes:
            self._stop()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's signature
        """Count, and hand on to the next handler."""
        self.seen += len(raw_data)
        if self.seen > settings.YUNCE.upload_bytes:
            self._stop()
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - Django's signature
        """The next handler keeps the file."""
        return

    def _stop(self) -> None:
        if self.request is not None:
            self.request.META["yunce.upload_too_large"] = True
        raise StopUpload(connection_reset=True)
