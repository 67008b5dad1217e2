"""What must be said wherever a release's figures are shown or taken away."""

from statistics.table import ReleaseInfo

PRIMARY = "Skjulte tall (:) er foreløpig ikke vernet mot å bli regnet tilbake."
SYNTHETIC = "Tallene er laget av et syntetisk register. De sier ingenting om virkelig bruk."


def notices(release: ReleaseInfo) -> list[str]:
    said = [PRIMARY] if release.protection == "primary" else []
    if release.synthetic:
        said.append(SYNTHETIC)
    if release.withdrawn is not None:
        said.append(f"Utgaven er trukket tilbake {release.withdrawn:%d.%m.%Y}: {release.withdrawn_reason}")
    return said
