"""Asking for reminders by e-mail, confirming the address, and stopping. Nobody keeps these pages."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from candidates import clock
from candidates.forms import ReminderForm
from candidates.models import Election
from candidates.reminders import asking


@csrf_exempt
def reminder_ask(request, slug):
    """The form; after a POST always the same page, so that nobody learns whether an address is known."""
    election = get_object_or_404(Election.objects.published(), slug=slug)
    coming = election.stages.published().in_force().filter(starts__gt=clock.today())
    if not coming.exists():
        raise Http404("nothing is left to be reminded of")
    form = ReminderForm(request.POST if request.method == "POST" else None, stages=coming)
    context = {"election": election, "form": form}
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "candidates/reminders/ask.html", context, status=status)
    asking.ask(election=election, language=get_language() or "id", **form.cleaned_data)
    return render(request, "candidates/reminders/asked.html", context)


@csrf_exempt
def reminder_confirm(request, token):
    """A page with a button: what opens links to look for malware must not confirm anything."""
    return _answer(request, asking.to_confirm(token), asking.confirm, "candidates/reminders/confirm.html")


@csrf_exempt
def reminder_stop(request, token):
    """The same for stopping. A mail program's one click is a POST (RFC 8058)."""
    return _answer(request, asking.to_stop(token), asking.stop, "candidates/reminders/stop.html")


def _answer(request, reminder, act, template) -> HttpResponse:
    done = request.method == "POST"
    if done and reminder:
        act(reminder=reminder)
    status = 200 if reminder or done else 404
    response = render(request, template, {"reminder": reminder, "done": done}, status=status)
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    return response
