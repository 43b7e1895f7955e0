"""Prevention: the rules, "may I …?", the briefing sheet and the quiz."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from neutrality.forms import QuizForm, SelfCheckForm
from neutrality.models import LegalBasis, Rule
from neutrality.selfcheck import may_i
from neutrality.terms import Permission

PASSED = 0.8  # four of five: as the briefings of civil servants do


@require_safe
def rules(request):
    """All rules in force today, by what they say."""
    day = timezone.localdate()
    found = list(Rule.objects.published().in_force(day).prefetch_related("bases"))
    groups = [
        (permission.label, [rule for rule in found if rule.permission == permission])
        for permission in Permission
    ]
    context = {"groups": [group for group in groups if group[1]], "form": SelfCheckForm(), "day": day}
    return render(request, "neutrality/rules.html", context)


@require_safe
def self_check(request):
    form = SelfCheckForm(request.GET if "act" in request.GET else None)
    question = form.question() if form.is_bound else None
    context = {"form": form, "asked": question, "answer": may_i(**question) if question else None}
    return render(request, "neutrality/self_check.html", context, status=422 if form.errors else 200)


@require_safe
def briefing(request):
    day = timezone.localdate()
    found = Rule.objects.published().in_force(day).prefetch_related("bases")
    context = {
        "rules": [rule for rule in found if rule.permission != Permission.ALLOWED],
        "allowed": [rule for rule in found if rule.permission == Permission.ALLOWED],
        "bases": LegalBasis.objects.published().in_force(day).filter(rules__in=found).distinct(),
        "day": day,
    }
    return render(request, "neutrality/briefing.html", context)


@csrf_exempt
def quiz(request):
    """The questions; or, after a POST, what was right, and a certificate that only paper keeps."""
    form = QuizForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "neutrality/quiz.html", {"form": form}, status=422 if form.errors else 200)
    results = form.results()
    right = sum(correct for _, _, correct in results)
    context = {
        "results": results,
        "right": right,
        "count": len(results),
        "passed": bool(results) and right >= PASSED * len(results),
        "day": timezone.localdate(),
    }
    return render(request, "neutrality/quiz_result.html", context)
