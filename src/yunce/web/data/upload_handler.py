# SPDX-License-Identifier: Apache-2.0
"""Uploads are bounded while they arrive: nothing larger than the setting is kept, whatever the headers say."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

TOO_LARGE = "yunce.upload_too_large"
"""Set in the request where its files were too large."""
FORM_BYTES = 64 * 1024
PATIENCE = 8


class BoundedUpload(FileUploadHandler):
    """Counts the bytes of all files of a request; above the limit the rest is thrown away and the request is marked."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.seen = 0
        self.stated = 0

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:  # noqa: ARG002, N803 - Django's signature
        """Note how much is announced."""
        self.stated = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Refuse by what was announced, before a byte is kept."""
        super().new_file(*args, **kwargs)
        if self.stated > settings.YUNCE.upload_bytes + FORM_BYTES:
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
        """Stop; the rest is read and thrown away so that the answer arrives, unless it is far too much."""
        if self.request is not None:
            self.request.META[TOO_LARGE] = True
        raise StopUpload(connection_reset=self.stated > PATIENCE * settings.YUNCE.upload_bytes)
