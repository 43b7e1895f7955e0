from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("neutrality", "0007_handling_steps")]

    operations = [
        migrations.RemoveConstraint(model_name="competence", name="competence_handling_paired"),
        migrations.RemoveField(model_name="competence", name="handling_days"),
        migrations.RemoveField(model_name="competence", name="handling_kind"),
    ]
