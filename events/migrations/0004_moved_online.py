from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0003_sponsors_tickets")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="moved_online_at",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="When what had a place was moved online.",
                null=True,
            ),
        ),
    ]
