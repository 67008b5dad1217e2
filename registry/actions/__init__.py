"""The only writers of the register. Each deed is one transaction, with the event that tells of it."""

from registry.actions.corrections import correct, settle
from registry.actions.deliveries import Receipt, receive
from registry.actions.quarantine import settle_findings, take_in, turn_down
from registry.actions.rights import erase_line, erase_person, erase_prescriber, hand_out, hand_out_prescriber
from registry.actions.vault import look_up, open_sealed, saw

__all__ = [
    "Receipt",
    "correct",
    "erase_line",
    "erase_person",
    "erase_prescriber",
    "hand_out",
    "hand_out_prescriber",
    "look_up",
    "open_sealed",
    "receive",
    "saw",
    "settle",
    "settle_findings",
    "take_in",
    "turn_down",
]
