"""SSB's own population table, in each of its forms; and its real figures, where they are at hand."""

import gzip
import json
from itertools import product
from pathlib import Path

import pytest

from registry.models import County, Delivery, Population, QuarantinedLine
from registry.sources import find_files, ingest
from registry.sources.delivery_file import BrokenFile, DeliveryFile
from registry.sources.ssb_table import is_table, read

FIGURES = {
    (region, sex, age, year): 1000 * (region == "0") + 100 * int(sex) + 10 * number + int(year[-1])
    for (region, sex, (number, age), year) in product(
        ("0", "03"), "12", enumerate(("000", "001", "105+")), ("2023", "2024")
    )
}
"""Invented: by region, sex (1 man, 2 woman), age and year."""

LINES = sorted(
    f"{year};{region};{'MK'[int(sex) - 1]};{int(age.rstrip('+'))};{count}"
    for (region, sex, age, year), count in FIGURES.items()
)
REAL = Path(__file__).parents[3] / "shared" / "data" / "population"


def json_stat(**changes: object) -> bytes:
    """As SSB's API answers a query of table 07459, with a municipality whose figures are empty."""
    regions, ages, years = ["0", "03", "0301"], ["000", "001", "105+"], ["2023", "2024"]
    cells = product(regions, "12", ages, ["Personer1"], years)
    content = {
        "version": "2.0",
        "class": "dataset",
        "label": "07459: Befolkning, etter region, kjønn, alder, statistikkvariabel og år",
        "id": ["Region", "Kjonn", "Alder", "ContentsCode", "Tid"],
        "size": [3, 2, 3, 1, 2],
        "dimension": {
            "Region": {"category": {"index": {code: i for i, code in enumerate(regions)}}},
            "Kjonn": {"category": {"index": {"1": 0, "2": 1}, "label": {"1": "Menn", "2": "Kvinner"}}},
            "Alder": {"category": {"index": ages}},
            "ContentsCode": {"category": {"index": {"Personer1": 0}}},
            "Tid": {"category": {"index": {"2023": 0, "2024": 1}}},
        },
        "value": [FIGURES.get((region, sex, age, year)) for region, sex, age, _, year in cells],
    }
    return json.dumps(content | changes).encode()


def long_csv(head: str = "year,region,sex,age,n") -> bytes:
    rows = [
        f"{year},{region},{('male', 'female')[int(sex) - 1]},{age.strip('0') or 0},{count}"
        for (region, sex, age, year), count in FIGURES.items()
    ]
    return "\n".join([head, *rows, "2023,0,total,0,99", ""]).encode()


def wide_csv() -> bytes:
    """As SSB's page saves it: a title, an empty line, names, and a column a year."""
    sexes, regions = {"1": "Menn", "2": "Kvinner"}, {"0": "0 Hele landet", "03": "03 Oslo - Oslove"}
    rows = [
        f'"{regions[region]}";"{sexes[sex]}";"{int(age.rstrip("+"))} år{" eller eldre" * ("+" in age)}";'
        + ";".join(str(FIGURES[region, sex, age, year]) for year in ("2023", "2024"))
        for region, sex, age in product(("0", "03"), "12", ("000", "001", "105+"))
    ]
    head = ["07459: Befolkning", "", '"region";"kjønn";"alder";"Personer 2023";"Personer 2024"']
    return "\ufeff".encode() + "\r\n".join([*head, *rows, ""]).encode()


def older_json_stat() -> bytes:
    """JSON-stat 1, whose dataset lies one level down."""
    new = json.loads(json_stat())
    dimension = new["dimension"] | {"id": new["id"], "size": new["size"]}
    return json.dumps({"dataset": {"dimension": dimension, "value": new["value"]}}).encode()


def lines_of(file: DeliveryFile) -> list[str]:
    return sorted(line for piece in file.pieces for line in piece)


@pytest.mark.parametrize(
    "data", [json_stat(), older_json_stat(), long_csv(), wide_csv(), gzip.compress(long_csv(), mtime=0)]
)
def test_every_form_has_the_same_lines(data: bytes) -> None:
    file = read(data)
    assert is_table(data)
    assert lines_of(file) == LINES
    assert (file.content, file.version, file.subject) == ("folkemengde", "2", ("2023", "2024"))


def test_values_may_be_sparse() -> None:
    whole = json.loads(json_stat())["value"]
    sparse = {str(i): value for i, value in enumerate(whole) if value is not None}
    assert lines_of(read(json_stat(value=sparse))) == LINES


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{", "ikke JSON-stat"),
        (json_stat(id=["Region", "Sivilstand", "Alder", "ContentsCode", "Tid"]), "ikke JSON-stat"),
        (json_stat(value=[]), "ikke JSON-stat"),
        (long_csv("year,region,age,n"), "mangler kjonn"),
        (long_csv("year,region,sex,age,noe"), "mangler antall"),
        (long_csv("region,region,sex,age,n"), "mangler aar"),
        (b"year,sex,age,n\n2024,female,1\n", "3 felt; hodet har 4"),
        (b"year,sex,age,n\n2024,total,1,5\n", "ingen folkemengde"),
        (gzip.compress(long_csv(), mtime=0)[:60], "ikke en hel gzip-fil"),
        (b"year,sex,age,n\n2024,K,1,\xff\n", "ikke UTF-8"),
    ],
)
def test_what_it_is_not_is_said(data: bytes, why: str) -> None:
    with pytest.raises(BrokenFile, match=why):
        read(data)


def test_it_is_a_delivery_like_others(register, tmp_path: Path) -> None:
    """A receipt; lines of no county that is known are refused with the reason; the same file again changes nothing."""
    path = tmp_path / "07459.json"
    path.write_bytes(json_stat())
    first = ingest("ssb", [path])
    assert (first.stored, first.quarantined, ingest("ssb", [path]).known) == (len(LINES), 0, 1)
    assert Population.objects.get(year=2024, region="0", sex="K", age=105).count == 1224
    assert Delivery.objects.latest("pk").subject == "folkemengde 2023–2024"
    other = tmp_path / "old.csv"
    other.write_bytes(b"year,region,sex,age,n\n2019,12,K,7,500\n2019,03,K,7,40\n2019,03,X,7,40\n")
    second = ingest("ssb", [other])
    assert (second.stored, second.quarantined) == (1, 2)
    assert set(QuarantinedLine.objects.values_list("field", "value")) == {("region", "12"), ("kjonn", "X")}


def test_it_is_read_after_the_counties_it_names(tmp_path: Path) -> None:
    (tmp_path / "a-07459.json").write_bytes(json_stat())
    (tmp_path / "b.csv").write_text("#LMR;ssb;fylker;1\n")
    assert [path.name for path in find_files("ssb", [tmp_path])] == ["b.csv", "a-07459.json"]


@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL} is not here")
def test_ssbs_real_figures_reproduce_known_totals(empty) -> None:
    """The nation on 1 January, as SSB has published it. Recoded counties miss it by up to 53 persons since 2006."""
    County.objects.bulk_create(
        County(code=code, name=code, short=code)
        for code in "03 11 15 18 31 32 33 34 39 40 42 46 50 55 56 99".split()  # noqa: SIM905
    )
    summary = ingest("ssb", [REAL])
    assert (summary.files, summary.quarantined, summary.broken) == (2, 0, [])
    assert summary.stored == (41 + 22 * 15) * 2 * 106
    known = {1986: 4_159_187, 2005: 4_606_363, 2020: 5_367_580, 2024: 5_550_203, 2025: 5_594_340}
    assert {year: total("0", year) for year in known} == known
    assert (total("03", 2024), total("56", 2024)) == (717_710, 75_053)
    missed = {year: sum(total(c, year) for c in COUNTIES) - total("0", year) for year in range(2005, 2027)}
    assert missed[2005] == -11_792
    assert all(-53 <= missed[year] <= 22 for year in range(2006, 2027))


COUNTIES = ("03", "11", "15", "18", "31", "32", "33", "34", "39", "40", "42", "46", "50", "55", "56")


def total(region: str, year: int) -> int:
    return sum(Population.objects.filter(region=region, year=year).values_list("count", flat=True))
