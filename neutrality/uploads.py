"""Uploads that never touch the disk open: what is sent in confidence stays in memory until it is sealed."""

from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile

from core.images import MAX_BYTES

LARGEST_FORM = 5 * MAX_BYTES + 1_000_000


class InMemoryOnly(MemoryFileUploadHandler):
    """Takes every file into memory; of a form that is too large, no file at all."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.activated = content_length <= LARGEST_FORM

    def new_file(self, *args, **kwargs):
        if not self.activated:
            self.request.too_large = True
            raise SkipFile
        super().new_file(*args, **kwargs)


def keep_in_memory(request) -> None:
    """To be called before anything reads the form; a second time changes nothing."""
    if hasattr(request, "too_large"):
        return
    request.upload_handlers = [InMemoryOnly(request)]
    request.too_large = False
