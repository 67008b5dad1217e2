"""Defined daily doses in a package. Pure."""

from decimal import ROUND_HALF_UP, Decimal

IN_MICROGRAMS = {"g": 1_000_000, "mg": 1_000, "mcg": 1, "µg": 1, "mikrog": 1}
THREE_DECIMALS = Decimal("0.001")


def ddd_per_package(
    *, amount: Decimal, factor: Decimal, strength: Decimal, strength_unit: str, ddd: Decimal, ddd_unit: str
) -> Decimal:
    """amount × factor × strength ÷ DDD, to three decimals: 20 capsules of 50 mg with DDD 0.04 g are 25.

    Raises ValueError where the two units can't be made one.
    """
    scale = _scale(strength_unit, ddd_unit)
    return (amount * factor * strength * scale / ddd).quantize(THREE_DECIMALS, ROUND_HALF_UP)


def thousandths(doses: Decimal | None) -> int:
    """As registers and statistics store them, in whole numbers; 0 where there is no DDD."""
    return int((doses or 0) * 1000)


def _scale(unit: str, into: str) -> Decimal:
    if unit == into:
        return Decimal(1)
    if unit in IN_MICROGRAMS and into in IN_MICROGRAMS:
        return Decimal(IN_MICROGRAMS[unit]) / IN_MICROGRAMS[into]
    raise ValueError("styrken og DDD har enheter som ikke kan regnes om til hverandre")
