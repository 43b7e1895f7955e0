"""Pages that hold text only."""

from django.views.generic import TemplateView

about = TemplateView.as_view(template_name="portal/about.html")
privacy = TemplateView.as_view(template_name="portal/privacy.html")
