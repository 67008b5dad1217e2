"""What must be said wherever a release's figures are shown or taken away, in the language of the reader."""

from statistics.formats.words import said
from statistics.table import Reason, ReleaseInfo

LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"

FLAGS = {reason.symbol: reason.text for reason in Reason if reason}
"""Every sign that can stand in place of a number, with its meaning in bokmål."""


def flags() -> dict[str, str]:
    return {sign: said(meaning) for sign, meaning in FLAGS.items()}


def notices(release: ReleaseInfo) -> list[str]:
    told = []
    if release.protection == "primary":
        told.append(said("Skjulte tall (:) er foreløpig ikke vernet mot å bli regnet tilbake."))
    if release.synthetic:
        told.append(said("Tallene er laget av et syntetisk register. De sier ingenting om virkelig bruk."))
    if release.withdrawn is not None:
        day, why = f"{release.withdrawn:%d.%m.%Y}", release.withdrawn_reason
        told.append(said("Utgaven er trukket tilbake {day}: {why}", day=day, why=why))
    return told


def citation(release: ReleaseInfo) -> str:
    """How the figures are cited, with the release they come from. The name is a name in any language."""
    year = f" ({release.published:%Y})" if release.published else ""
    return f"Legemiddelstatistikk{year}. Utgave {release.number}. {release.source}. {release.licence}."
