import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from config.ready import answer_once  # noqa: E402  # it reads the settings

answer_once(application)
