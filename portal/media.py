"""Public pictures: re-encoded, named by their content, and therefore cached for good."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.urls import re_path
from django.views.decorators.http import require_safe

TYPES = {"jpg": "image/jpeg", "png": "image/png"}
FOREVER = "public, max-age=31536000, immutable"


@require_safe
def picture(request, name: str, kind: str):
    try:
        file = default_storage.open(name)
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, content_type=TYPES[kind], headers={"Cache-Control": FOREVER})


# Only names that `core.images.reencode` gave, with what the storage adds to a second copy.
urlpatterns = [
    re_path(
        r"^media/(?P<name>(?:debunks|parties|people)/[0-9a-f]{64}(?:_\w{7})?\.(?P<kind>jpg|png))$",
        picture,
        name="picture",
    )
]
