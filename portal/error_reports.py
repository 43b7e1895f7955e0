"""What is told about an error by e-mail, where an operator has that set up."""

from django.conf import settings
from django.views.debug import ExceptionReporter

SENT = ("filtered_POST_items", "request_GET_items", "request_FILES_items", "request_COOKIES_items")


class QuietReporter(ExceptionReporter):
    """Tells where the code broke. Not what anybody sent, nor from where, nor which words the code held
    just then: they may be somebody's report."""

    def get_traceback_data(self) -> dict:
        data = super().get_traceback_data()
        if settings.DEBUG:
            return data
        for frame in data.get("frames", []):
            frame["vars"] = []
        return data | {"request_meta": {}, "user_str": ""} | dict.fromkeys(SENT, ())
