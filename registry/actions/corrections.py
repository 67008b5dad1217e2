"""Staff set a source's record right; what they set stands against later deliveries (`registry.corrections`)."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Model

from registry import log
from registry.corrections import STANDS, text, value
from registry.models import Correction, Ground, Person, Prescriber


def correct(*, actor: str, instance: Model, changed: Sequence[str], reason: str) -> None:
    """Save the `changed` fields of a record that staff have set right.

    Raises ValidationError where the record would not be valid, and ValueError without a reason.
    """
    _require(reason)
    with transaction.atomic():
        before = type(instance)._base_manager.select_for_update().get(pk=instance.pk)
        instance.full_clean()
        instance.save(update_fields=list(changed))
        for name in changed:
            _remember(actor, instance, name, _column(before, name), reason)
        details: dict[str, object] = {name: [_shown(before, name), _shown(instance, name)] for name in changed}
        if key_of(instance) is not None:
            details["hjemmel"] = Ground.CORRECTION.label
        log.write(actor, "rettet", _subject(instance), reason, details, key_of(instance))


def settle(*, actor: str, correction: Correction, keep: bool, reason: str) -> None:
    """End a dispute between a correction and the source: keep ours, or take what the source says now.

    Without a dispute, not keeping means that the source's value of that time comes back.
    """
    _require(reason)
    with transaction.atomic():
        correction = Correction.objects.select_for_update().get(pk=correction.pk, state=STANDS)
        says = correction.source_value if correction.disputed is None else correction.disputed
        if keep:
            correction.source_value, correction.disputed = says, None
        else:
            correction.state = Correction.State.WITHDRAWN
            _give_back(correction, says)
        correction.save()
        action = "rettelse beholdt" if keep else "rettelse tatt tilbake"
        log.write(actor, action, str(correction), reason, {"kilden": says, "rettet": correction.value}, correction.key)


def key_of(instance: Model) -> int | None:
    """The person's or prescriber's key that a record belongs to."""
    if isinstance(instance, Person | Prescriber):
        return int(instance.pk)
    for name in ("person_id", "prescriber_id"):
        if hasattr(instance, name):
            return getattr(instance, name)  # type: ignore[no-any-return]
    return None


def _remember(actor: str, instance: Model, name: str, before: str, reason: str) -> None:
    where = {"table": str(instance._meta.model_name), "row": str(instance.pk), "field": _attname(instance, name)}
    standing = Correction.objects.filter(**where, state=STANDS).first() or Correction(**where, source_value=before)
    standing.value, standing.actor, standing.reason = _column(instance, name), actor, reason
    standing.key = key_of(instance)
    standing.save()


def _give_back(correction: Correction, says: str) -> None:
    model = next(m for m in Correction._meta.apps.get_models() if m._meta.model_name == correction.table)
    name = correction.field
    model._base_manager.filter(pk=correction.row).update(**{name: value(model, name, says)})


def _require(reason: str) -> None:
    if not reason.strip():
        raise ValueError("A correction needs a reason")


def _attname(instance: Model, name: str) -> str:
    return str(instance._meta.get_field(name).attname)  # type: ignore[union-attr]


def _column(instance: Model, name: str) -> str:
    return text(getattr(instance, _attname(instance, name)))


def _shown(instance: Model, name: str) -> str:
    return text(getattr(instance, name))


def _subject(instance: Model) -> str:
    return f"{instance._meta.verbose_name} {instance.pk}: {instance}"
