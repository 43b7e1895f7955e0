from django.contrib import admin

from reports.models import CompetentBody


@admin.register(CompetentBody)
class CompetentBodyAdmin(admin.ModelAdmin):
    """Who takes what is no hoax. Data with dates: agencies are renamed and duties move."""

    list_display = ["name", "kind", "duty", "valid_from", "valid_to"]
    list_filter = ["kind"]
    search_fields = ["name", "duty"]
