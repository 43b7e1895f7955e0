"""Help while writing: the page as readers will see it, Markdown beside its source, pictures, look-alikes.

All of it answers an editor's POST with what was typed, stores nothing but pictures, and publishes nothing.
"""

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.markdown import render as markdown
from factcheck.actions import MATERIAL
from factcheck.admin.forms import PictureForm
from factcheck.check import TEXT_LIMIT, CannotCheck, check
from factcheck.exchange.records import fetch_lists
from factcheck.models import Debunk, Verdict

ALIKE = 5
NEW = 0  # stands for the id of what is not stored yet: nothing belongs to it


class WritingMixin(ModelAdmin):
    """Endpoints for the form; each also answers a browser without script, in a tab of its own."""

    def get_urls(self):
        own = {
            "preview": self.preview_view,
            "markdown": self.markdown_view,
            "picture": self.picture_view,
            "alike": self.alike_view,
        }
        return [
            *(
                path(f"{start}{name}/", self.admin_site.admin_view(view), name=f"factcheck_debunk_{name}")
                for name, view in own.items()
                for start in ("<int:pk>/", "add/")
            ),
            *super().get_urls(),
        ]

    def preview_view(self, request, pk=NEW):
        """The article as the public would read it: as it is stored, or with what is typed in the form."""
        debunk = self._written(request, pk)
        debunk.slug = debunk.slug or "pratinjau"
        debunk.published_at = debunk.published_at or timezone.now()
        corrections = reversed(debunk.corrections.all())
        with translation.override("id"):
            context = {"debunk": debunk, "corrections": corrections, "preview": True}
            response = render(request, "factcheck/debunk.html", context)
        response.headers["X-Robots-Tag"] = "noindex"
        return _private(response)

    def markdown_view(self, request, pk=NEW):
        """The HTML of the Markdown in `text`."""
        self._need_writer(request)
        return _private(HttpResponse(markdown(request.POST.get("text", "")[:TEXT_LIMIT])))

    def picture_view(self, request, pk=NEW):
        """Takes a picture in as fresh pixels and answers with the Markdown that shows it."""
        self._need_writer(request)
        form = PictureForm(request.POST, request.FILES)
        if not form.is_valid():
            said = [error for errors in form.errors.values() for error in errors]
            return JsonResponse({"error": " ".join(dict.fromkeys(said))}, status=400)
        picture = form.cleaned_data["image"]
        name = f"debunks/{picture.name}"
        if not default_storage.exists(name):
            name = default_storage.save(name, picture)
        address, alt, credit = default_storage.url(name), *form.texts()
        return JsonResponse({"markdown": f"![{alt}]({address})\n\n*{_('Foto')}: {credit}*"})

    def alike_view(self, request, pk=NEW):
        """Published debunks, ours and others', about what the typed title and claim say."""
        self._need_writer(request)
        title, claim = (request.POST.get(name, "").strip() for name in ("title", "claim"))
        context = self.admin_site.each_context(request) | {"opts": self.opts, "title": _("Serupa")}
        try:
            found = check(
                text=f"{title}\n\n{claim}".strip()[:TEXT_LIMIT], candidates=ALIKE, keep_receipt=False
            )
            others = [match for match in found.matches if match.debunk.pk != pk]
            alike = [match for match in others if match.tier != "none"]
            near = [match for match in others if match.tier == "none"]
            context |= {"alike": alike, "near": near, "reviews": found.elsewhere}
        except CannotCheck as refusal:
            context |= {"refusal": str(refusal)}
        part = "fetch" in request.POST
        return _private(
            render(request, f"admin/factcheck/debunk/alike{'' if part else '_page'}.html", context)
        )

    def _written(self, request, pk) -> Debunk:
        """The debunk with its lists, and in place of its texts those that were sent."""
        if pk != NEW:
            debunk = get_object_or_404(Debunk, pk=pk)
            fetch_lists([debunk])
        else:
            debunk = Debunk(pk=NEW, verdict=Verdict.BELUM_TERBUKTI)
        if not self.has_view_permission(request, debunk):
            raise PermissionDenied
        sent = request.POST
        for name in (*MATERIAL, "kind"):
            if name in sent:
                setattr(debunk, name, sent[name].replace("\r\n", "\n"))
        if debunk.verdict not in Verdict.values:
            debunk.verdict = Verdict.BELUM_TERBUKTI
        return debunk

    def _need_writer(self, request) -> None:
        may = self.has_add_permission(request) or self.has_change_permission(request)
        if request.method != "POST" or not may:
            raise PermissionDenied


def _private(response):
    response.headers["Cache-Control"] = "no-store"
    return response
