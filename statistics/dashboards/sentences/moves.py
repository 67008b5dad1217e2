"""That a code has moved."""

from statistics.definitions.moved import Move
from statistics.language import say


def moved(move: Move) -> str:
    """For the page that the reader was led to."""
    if move.year is None:
        told = say("Koden {old} er flyttet til {new}.", old=move.old, new=move.new)
    else:
        told = say("Koden {old} ble flyttet til {new} i {year}.", old=move.old, new=move.new, year=move.year)
    rest = say("Tallene for alle år står under koden som gjelder nå. Kilde: {source}.", source=move.source)
    return f"{told} {rest}"
