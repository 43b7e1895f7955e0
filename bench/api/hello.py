"""The named alternative of `bench.api.load`: a bare DRF view that says hello, with no middleware at all."""

from django.urls import path
from rest_framework.decorators import api_view
from rest_framework.response import Response

from portal.settings import *  # noqa: F403

MIDDLEWARE: list[str] = []  # type: ignore[no-redef]
ROOT_URLCONF = "bench.api.hello"
SILENCED_SYSTEM_CHECKS = ["admin.E408", "admin.E409", "admin.E410"]


@api_view(["GET"])
def hello(request):
    return Response({"hello": "world"})


urlpatterns = [path("hello/", hello)]
