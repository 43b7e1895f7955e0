"""Who may do what in the admin: groups, and the permissions of each.

The groups are made by a migration, their permissions are not: Django makes the rows of permissions only
after all migrations. So `grant` is called at every start and when accounts are made. It sets what stands
here, no more and no less; who wants other rights makes a group of another name.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet

READ = {"candidates": "view", "factcheck": "view", "portal": "view"}
WRITE_DEBUNKS = {
    "factcheck.debunk": "add change",
    "factcheck.topic": "add",
    "factcheck.appearance": "add change delete",
    "factcheck.source": "add change delete",
    "factcheck.debunkimage": "add change delete",
}
REVIEW = {**WRITE_DEBUNKS, "factcheck.debunk": "add change publish", "factcheck.correctionrequest": "change"}
HANDLE_CASES = {"reports": "view", "reports.case": "change"}
TEACH = {"portal.lesson": "add change", "portal.question": "add change"}
NEUTRALITY_DATA = (
    *("rule", "legalbasis", "sanction", "competence", "body", "holiday", "markedstage", "quizquestion"),
    *("campaignaccount", "handlingstep"),
)
READ_RULES = {f"neutrality.{model}": "view" for model in NEUTRALITY_DATA}
KEEP_RULES = {f"neutrality.{model}": "add change" for model in NEUTRALITY_DATA}

# Model or whole app, and what may be done with it. Nobody may delete what is published.
ROLES = {
    "Penulis": [READ, WRITE_DEBUNKS],
    "Peninjau": [READ, REVIEW, {"reports": "view"}],
    "Pemimpin redaksi": [
        READ,
        REVIEW,
        HANDLE_CASES,
        TEACH,
        {"factcheck.topic": "add change", "factcheck.outlet": "add change", "core.auditentry": "view"},
    ],
    "Triase": [READ, HANDLE_CASES, {"reports.hoaxreport": "see"}],
    # Given beside another role, by name, for the night when there is no second editor: logged and shown.
    "Darurat redaksi": [{"factcheck.debunk": "override"}],
    # What officers may do with cases hangs on membership alone (neutrality.officers), not on permissions.
    "Petugas netralitas": [{"candidates": "view"}, READ_RULES],
    "Editor data": [
        READ,
        TEACH,
        {"candidates": "add change", "portal.export": "add"},
        READ_RULES,
        KEEP_RULES,
        {"neutrality.handlingstep": "delete"},  # a part of a competence, as long as the law names it
    ],
}


@transaction.atomic
def grant() -> None:
    """Give each role its permissions; idempotent. Raises LookupError for a right that is not there."""
    for name, grants in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        found = [permissions(place, verbs) for grant in grants for place, verbs in grant.items()]
        group.permissions.set(set().union(*found))


def permissions(place: str, verbs: str) -> QuerySet[Permission]:
    """The permissions to do `verbs` ("add change") with the models of an app, or with one model."""
    app, _, model = place.partition(".")
    wanted = Q(pk=None)
    for verb in verbs.split():
        wanted |= Q(codename__startswith=f"{verb}_")
    found = Permission.objects.filter(wanted, content_type__app_label=app)
    if model:
        found = found.filter(content_type__model=model)
    if len({permission.codename.split("_")[0] for permission in found}) < len(verbs.split()):
        raise LookupError(f"no permission to {verbs} {place}")
    return found
