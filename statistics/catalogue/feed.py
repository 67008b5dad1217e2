"""Atom feed of the releases: published, and withdrawn with the reason."""

import datetime as dt

from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware

from statistics.formats.notices import citation, notices
from statistics.table import ReleaseInfo

TITLE = "Legemiddelstatistikk: utgaver"
HOUR = dt.time(8)


def feed(releases: list[ReleaseInfo], site: str) -> str:
    """Newest first. `site` with its last slash."""
    made = Atom1Feed(
        title=TITLE,
        link=site,
        description="Nye utgaver av tallene.",
        language="nb",
        feed_url=f"{site}utgaver.atom",
        author_name="Legemiddelstatistikk",
    )
    for release in releases:
        said = [f"Årene {release.first_year}–{release.last_year}.", citation(release), *notices(release)]
        made.add_item(
            title=_title(release),
            link=f"{site}metode?utgave={release.number}",
            description=" ".join(said),
            unique_id=f"{site}metode?utgave={release.number}",
            pubdate=_moment(release.published),
            updateddate=_moment(release.withdrawn or release.published),
        )
    return str(made.writeString("utf-8"))


def _title(release: ReleaseInfo) -> str:
    return f"Utgave {release.number}" + (" er trukket tilbake" if release.withdrawn else "")


def _moment(day: dt.date | None) -> dt.datetime | None:
    return make_aware(dt.datetime.combine(day, HOUR)) if day else None
