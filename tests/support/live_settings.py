"""The settings of the site that the browser's tests visit: the real ones, but static files are not compressed.

Names are hashed and looked up in the manifest as in operation; compressing plotly.js alone takes seven seconds.
"""

from config.settings import *  # noqa: F403
from config.settings import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
