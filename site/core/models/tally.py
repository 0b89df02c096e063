import datetime as dt

from django.db import connection, models


class Tally(models.Model):
    """How often something was done within a window: what rate limits count where no Redis is shared."""

    key = models.CharField(max_length=120, primary_key=True)
    times = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True, help_text="When the window is over and the row may go.")

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"{self.key}: {self.times}"

    @classmethod
    def add(cls, key: str, until: dt.datetime) -> int:
        """One more; says how many there are now. A single statement: nobody counts between reading and writing."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO core_tally (key, times, until) VALUES (%s, 1, %s)"
                " ON CONFLICT (key) DO UPDATE SET times = core_tally.times + 1 RETURNING times",
                [key, connection.ops.adapt_datetimefield_value(until)],
            )
            return cursor.fetchone()[0]
