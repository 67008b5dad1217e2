"""What must be said wherever a release's figures are shown or taken away."""

from statistics.table import Reason, ReleaseInfo

PRIMARY = "Skjulte tall (:) er foreløpig ikke vernet mot å bli regnet tilbake."
SYNTHETIC = "Tallene er laget av et syntetisk register. De sier ingenting om virkelig bruk."

LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"

FLAGS = {reason.symbol: reason.text for reason in Reason if reason}
"""Every sign that can stand in place of a number, with its meaning."""


def notices(release: ReleaseInfo) -> list[str]:
    said = [PRIMARY] if release.protection == "primary" else []
    if release.synthetic:
        said.append(SYNTHETIC)
    if release.withdrawn is not None:
        said.append(f"Utgaven er trukket tilbake {release.withdrawn:%d.%m.%Y}: {release.withdrawn_reason}")
    return said


def citation(release: ReleaseInfo) -> str:
    """How the figures are cited, with the release they come from."""
    year = f" ({release.published:%Y})" if release.published else ""
    return f"Legemiddelstatistikk{year}. Utgave {release.number}. {release.source}. {release.licence}."
