"""Programs that others wrote, unchanged, against a real server: their frames are our CSV."""

import io
from urllib.parse import urlencode
from urllib.request import urlopen

import pandas as pd
import pytest
from pxstatspy import PxAPI, PxAPIConfig
from pxweb import PxApi
from pyjstat import pyjstat

QUERY = "atc=A10B*&omr=0,03,56&maal=brukere"


@pytest.fixture(scope="module")
def ours(site: str) -> pd.DataFrame:
    with urlopen(f"{site}/api/v1/tables/legemidler/data.csv?{QUERY}") as answer:  # noqa: S310
        return pd.read_csv(io.BytesIO(answer.read()), dtype={"aar": str, "omr": str}, keep_default_na=False)


def cells(frame: pd.DataFrame, region: str, medicine: str, year: str, value: str) -> dict[tuple[str, ...], float]:
    """Cells that have a number, by region, medicine and year."""
    numbers = pd.to_numeric(frame[value], errors="coerce")
    keys = zip(frame[region].str.replace("^[0-9]+: ", "", regex=True), frame[medicine], frame[year], strict=True)
    return {key: number for key, number in zip(keys, numbers, strict=True) if number == number}


@pytest.fixture
def wanted(ours: pd.DataFrame) -> dict[tuple[str, ...], float]:
    named = ours.assign(medicine=ours["atc"] + " " + ours["atc_navn"])
    found = cells(named, "omr_navn", "medicine", "aar", "verdi")
    assert found[("Oslo", "A10BA02 metformin", "2024")] == 6
    assert ("Finnmark", "A10BA02 metformin", "2024") not in found, "hidden"
    return found


@pytest.fixture
def pxwebpy(site: str) -> PxApi:
    return PxApi(f"{site}/api/pxwebapi/v2", language="no", disable_cache=True)


def test_pxwebpy_lists_describes_and_reads(pxwebpy: PxApi, wanted: dict) -> None:
    assert pxwebpy.number_of_tables == 3
    assert [table["id"] for table in pxwebpy.search("folkemengde")["tables"]] == ["LMR02"]
    chosen = {"Legemiddel": "A10B*", "Region": ["0", "03", "56"], "ContentsCode": ["brukere"], "Tid": "*"}
    frame = pd.DataFrame(pxwebpy.get_table_data("LMR01", value_codes=chosen))
    assert cells(frame, "region", "legemiddel", "år", "value") == wanted


def test_pxwebpy_reads_code_lists(pxwebpy: PxApi) -> None:
    chosen = {"Legemiddel": "*", "ContentsCode": ["brukere"], "Tid": ["2024"]}
    lists = {"Legemiddel": "vs_Legemiddel_niva5"}
    frame = pd.DataFrame(pxwebpy.get_table_data("LMR01", value_codes=chosen, code_list=lists))
    assert dict(zip(frame["legemiddel"], frame["value"], strict=True)) == {
        "A10BA02 metformin": 9,
        "A10BJ06 semaglutid": 8,
    }


@pytest.mark.parametrize(
    "years", [["*"], ["from(2023)"], ["range(2023,2024)"], ["2023", "2024"], ["202?"], ["to(2024)"]]
)
def test_pxstatspy_reads_with_every_selection_expression(site: str, wanted: dict, years: list[str]) -> None:
    api = PxAPI(PxAPIConfig(base_url=f"{site}/api/pxwebapi/v2", language="no"))
    assert set(api.find_tables_as_dataframe()["id"]) == {"LMR01", "LMR02", "LMR03"}
    chosen = {"Region": ["0", "03", "56"], "Legemiddel": ["A10B*"], "ContentsCode": ["brukere"], "Tid": years}
    frame = api.get_data_as_dataframe(table_id="LMR01", value_codes=chosen)
    assert cells(frame, "region", "legemiddel", "år", "Brukere") == wanted


YEARS = ("*", "2023", "from(2024)", "to(2023)", "range(2023,2024)", "top(1)", "top(1,1)", "bottom(1)", "202?", "*4")
MEDICINES = ("A10B*", "A10??", "*06", "range(A10B,A10BJ)", "from(D02A)", "to(A10)", "top(3)", "top(2,1)", "bottom(2)")
BY_POSITION = {"top(1)": "bottom(1)", "top(1,1)": "bottom(1,1)", "bottom(1)": "top(1)"}
"""pxstatspy works these out itself, from the list's beginning also where it is of years."""

EXPRESSIONS = [*(("A10B*", years) for years in YEARS), *((medicines, "*") for medicines in MEDICINES)]


def asked_of_ours(site: str, medicines: str, years: str) -> dict[tuple[str, ...], float]:
    """What our CSV has of the same expressions."""
    query = urlencode({"atc": medicines, "aar": years, "omr": "0,03", "maal": "brukere"})
    with urlopen(f"{site}/api/v1/tables/legemidler/data.csv?{query}") as answer:  # noqa: S310
        read = pd.read_csv(io.BytesIO(answer.read()), dtype={"aar": str, "omr": str}, keep_default_na=False)
    return cells(read.assign(medicine=read["atc"] + " " + read["atc_navn"]), "omr_navn", "medicine", "aar", "verdi")


@pytest.mark.parametrize(("medicines", "years"), EXPRESSIONS)
def test_both_read_every_expression_as_our_csv_has_it(site: str, pxwebpy: PxApi, medicines: str, years: str) -> None:
    wanted = asked_of_ours(site, medicines, years)
    assert wanted
    chosen = {"Legemiddel": [medicines], "Region": ["0", "03"], "ContentsCode": ["brukere"], "Tid": [years]}
    frame = pd.DataFrame(pxwebpy.get_table_data("LMR01", value_codes=chosen))
    assert cells(frame, "region", "legemiddel", "år", "value") == wanted
    api = PxAPI(PxAPIConfig(base_url=f"{site}/api/pxwebapi/v2", language="no"))
    frame = api.get_data_as_dataframe(table_id="LMR01", value_codes=chosen)
    meant = asked_of_ours(site, medicines, BY_POSITION.get(years, years))
    assert cells(frame, "region", "legemiddel", "år", "Brukere") == meant


def test_both_read_what_there_is_to_choose_from(site: str, pxwebpy: PxApi) -> None:
    variables = pxwebpy.get_table_variables("LMR01")
    assert list(variables) == ["Region", "Legemiddel", "Kjonn", "Alder", "ContentsCode", "Tid"]
    assert pxwebpy.get_table_metadata("LMR01")["role"]["time"] == ["Tid"]
    assert pxwebpy.get_code_list("vs_Region_fylker")
    assert pxwebpy.get_config()["maxDataCells"] == 300_000
    api = PxAPI(PxAPIConfig(base_url=f"{site}/api/pxwebapi/v2", language="en"))
    assert api.get_table_by_id("LMR02")["label"].startswith("Population")
    assert api.get_table_metadata("LMR01")["dimension"]["Region"]["category"]["label"]["0"] == "The whole country"


@pytest.mark.filterwarnings("ignore:Shouldn't use this function:DeprecationWarning")  # pyjstat's own, of itself
@pytest.mark.parametrize(
    "address",
    [
        f"/api/v1/tables/legemidler/data.jsonstat?{QUERY}",
        "/api/pxwebapi/v2/tables/LMR01/data?valuecodes[Legemiddel]=A10B*&valuecodes[Region]=0,03,56"
        "&valuecodes[ContentsCode]=brukere&valuecodes[Tid]=*",
    ],
)
def test_pyjstat_reads_an_address(site: str, wanted: dict, address: str) -> None:
    frame = pyjstat.Dataset.read(site + address).write("dataframe")
    names = {"Område": "region", "Legemiddel (ATC)": "legemiddel", "År": "år"}
    assert cells(frame.rename(columns=names), "region", "legemiddel", "år", "value") == wanted
