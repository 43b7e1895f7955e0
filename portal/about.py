"""Pages that hold text only."""

from django.views.generic import TemplateView

from factcheck.models import Verdict

about = TemplateView.as_view(template_name="portal/about.html", extra_context={"verdicts": Verdict.values})
privacy = TemplateView.as_view(template_name="portal/privacy.html")
