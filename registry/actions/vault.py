"""Looking into the vault, and at a person's page. Everything here is an event, and none holds an identity number."""

from registry import log
from registry.identity.models import Subject
from registry.identity.numbers import IdentityNumberError, check_hpr, check_national_id
from registry.identity.queries import keys_for, sealed_line
from registry.models import QuarantinedLine


def look_up(*, actor: str, subject: str, number: str, reason: str) -> int | None:
    """The register's key of an identity number, if the vault knows it. Every look-up is an event, without the number.

    Raises IdentityNumberError for what can't be an identity number, and ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("A look-up needs a reason")
    _check(subject, number)
    key = keys_for(subject, [number]).get(number)
    log.write(actor, "slått opp i hvelvet", f"{Subject(subject).label} {key or 'ingen treff'}", reason, key=key)
    return key


def open_sealed(*, actor: str, line: QuarantinedLine, reason: str) -> str:
    """A quarantined line as it came, perhaps with an identity number in it. Every opening is an event."""
    text = sealed_line(line.sealed)
    log.write(actor, "åpnet forseglet linje", f"{line.delivery} {line}", reason)
    return text


def saw(*, actor: str, subject: str, key: int) -> None:
    """Staff had a person's or prescriber's record on the screen."""
    log.write(actor, "sett i administrasjonen", subject, key=key)


def _check(subject: str, number: str) -> None:
    if subject == Subject.PERSON:
        check_national_id(number, synthetic_only=False)
    elif subject == Subject.PRESCRIBER:
        check_hpr(number)
    else:
        raise IdentityNumberError("ukjent nummertype")
