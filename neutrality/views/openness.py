"""What the public may know of referrals: how many there were, and how to check that one is ours."""

from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from neutrality import counts, signing
from neutrality.standalone import verify_bundle


@require_safe
def figures(request):
    return render(request, "neutrality/figures.html", {"tables": counts.tables(), "least": counts.LEAST})


@require_safe
def referrals(request):
    key = signing.public_key().hex()
    context = {"keys": [key[start : start + 8] for start in range(0, len(key), 8)]}
    return render(request, "neutrality/referrals.html", context)


@require_safe
def verifier(request):
    """The stand-alone program that checks a bundle."""
    source = Path(verify_bundle.__file__).read_bytes()
    return HttpResponse(source, content_type="text/x-python; charset=utf-8")


@require_safe
def public_pem(request):
    return HttpResponse(signing.public_pem(), content_type="application/x-pem-file")
