"""Errors that the API of debunks and checks has beside those of DRF."""

from rest_framework.exceptions import APIException


class NotReady(APIException):
    """503: the index is being built, or links and pictures cannot be read at the moment."""

    status_code = 503


class Conflict(APIException):
    """409: what is asked for is not there yet."""

    status_code = 409
