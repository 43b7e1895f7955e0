"""Every address of the site. Public pages are Indonesian; the same pages in English stand under /en/."""

from django.contrib import admin
from django.urls import path

urlpatterns = [path("admin/", admin.site.urls)]
