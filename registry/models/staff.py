"""What the register knows of its staff beside Django's accounts."""

from django.conf import settings
from django.db import models


class StaffSession(models.Model):
    """The one session a member of staff has: a new log-in ends the one before."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, verbose_name="bruker")
    session_key = models.CharField("økt", max_length=40)
    since = models.DateTimeField("siden", auto_now=True)

    class Meta:
        verbose_name = "økt"
        verbose_name_plural = "økter"

    def __str__(self) -> str:
        return f"{self.user} siden {self.since:%d.%m.%Y %H:%M}"
