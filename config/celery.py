"""Celery: the one distributed engine. Without REDIS_URL the tasks run in the calling process."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("legemiddelstatistikk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
