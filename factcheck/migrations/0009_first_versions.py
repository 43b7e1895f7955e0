from django.db import migrations

REGISTERS = ("topics", "elections", "people", "parties")
CHILDREN = {
    "appearances": ("platform", "url", "archived_url", "first_seen", "note"),
    "sources": ("title", "url", "archived_url", "publisher", "date"),
}


def keep_first_versions(apps, schema_editor):
    """What was written before versions were kept gets one: as it stands, dated when it was last changed."""
    Debunk = apps.get_model("factcheck", "Debunk")
    Version = apps.get_model("factcheck", "HistoricalDebunk")
    own = {field.attname for field in Debunk._meta.concrete_fields}
    names = [field.attname for field in Version._meta.concrete_fields if field.attname in own]
    debunks = Debunk.objects.prefetch_related(*REGISTERS, *CHILDREN, "images").order_by("pk")
    versions = []
    for debunk in debunks.iterator(chunk_size=500):
        versions.append(
            Version(
                **{name: getattr(debunk, name) for name in names},
                lists=lists_of(debunk),
                history_date=debunk.updated_at or debunk.published_at or debunk.created_at,
                history_type="+",
                history_change_reason=debunk.retraction_reason,
            )
        )
    Version.objects.bulk_create(versions, batch_size=200)


def lists_of(debunk) -> dict:
    found = {
        name: [{"slug": row.slug, "name": row.name} for row in getattr(debunk, name).all()]
        for name in REGISTERS
    }
    for name, keys in CHILDREN.items():
        found[name] = [{key: plain(getattr(row, key)) for key in keys} for row in getattr(debunk, name).all()]
    found["images"] = [{"alt": row.alt, "credit": row.credit} for row in debunk.images.all()]
    return found


def plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0008_versions")]

    operations = [migrations.RunPython(keep_first_versions, migrations.RunPython.noop)]
