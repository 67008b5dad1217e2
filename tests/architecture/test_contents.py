"""What may not stand in any file: people, places on one machine, and things left undone."""

import re

from tests.architecture.tree import texts

LEFT_UNDONE = re.compile(rf"\b({'TO'}DO|{'FIX'}ME)\b|^[<>=]{{7}}( |$)", re.MULTILINE)
ON_ONE_MACHINE = re.compile(r"(?<![\w.~])/(?:home|root|work|farm|Users)/\w")
ELEVEN_DIGITS = re.compile(r"(?<!\d)(?<!\d\.)(\d{6}) ?(\d{5})(?!\d|\.\d)")
WEIGHTS = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))


def identity_numbers(text: str) -> list[str]:
    """Numbers that could be a person's: right check digits, and a date that is not moved to a synthetic month."""
    return [number for match in ELEVEN_DIGITS.finditer(text) if could_be_somebodys(number := "".join(match.groups()))]


def could_be_somebodys(number: str) -> bool:
    day, month = int(number[:2]) % 40, int(number[2:4]) % 40  # D numbers have day + 40, H numbers month + 40
    sums = [sum(w * int(d) for w, d in zip(weights, number, strict=False)) for weights in WEIGHTS]
    synthetic = int(number[2:4]) > 60
    # From 2032 the first sum may leave 0–3.
    return not synthetic and 1 <= day <= 31 and 1 <= month <= 12 and sums[0] % 11 <= 3 and sums[1] % 11 == 0


def test_nobodys_identity_number() -> None:
    found = {path: len(numbers) for path, text in texts() if (numbers := identity_numbers(text))}
    assert found == {}  # path → how many; the numbers themselves are not repeated in a log


def test_the_search_for_identity_numbers_finds_one() -> None:
    first_nine = "010190999"  # the number is finished here, so that it stands in no file
    found = [n for end in range(100) if identity_numbers(n := f"{first_nine}{end:02}")]
    assert 1 <= len(found) <= 4
    assert identity_numbers(f"x {found[0][:6]} {found[0][6:]}.")
    moved = [f"0181{first_nine[4:]}{end:02}" for end in range(100)]
    assert [n for n in moved if identity_numbers(n)] == []


def test_no_place_on_one_machine() -> None:
    assert [path for path, text in texts() if ON_ONE_MACHINE.search(text)] == []


def test_nothing_left_undone() -> None:
    assert [path for path, text in texts() if LEFT_UNDONE.search(text)] == []
