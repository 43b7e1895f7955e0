"""Work out the columns of exact search for rows that were saved before there were any."""

from django.db import migrations

COLUMNS = {
    "appearance": ["url_key", "archived_key"],
    "source": ["url_key", "archived_key"],
    "debunkimage": ["picture_hash"],
}


def work_out(apps, schema_editor):
    for model, columns in COLUMNS.items():
        for row in apps.get_model("factcheck", model).objects.iterator(1_000):
            row.save(update_fields=columns)


class Migration(migrations.Migration):
    dependencies = [("factcheck", "0003_exact_search_and_feedback")]
    operations = [migrations.RunPython(work_out, migrations.RunPython.noop)]
