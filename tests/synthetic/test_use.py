"""The dispensings: who gets them, when, and what holds for each kind of line."""

import pandas as pd
import pytest

from tests.synthetic.conftest import PERSONS, YEARS, Register
from tests.synthetic.test_people import in_force
from tests.synthetic.test_products import packages

YEAR = "2023"


@pytest.fixture(scope="module")
def to_people(register: Register) -> pd.DataFrame:
    lines = register.dispensings[register.dispensings["pasient"] != ""]
    return lines.join(register.people[["fodselsdato", "dod"]], on="pasient")


@pytest.fixture(scope="module")
def inhabitants(register: Register) -> pd.DataFrame:
    """On 1 January of YEAR, and whether they got anything that year."""
    people = in_force(register, f"{YEAR}-01-01")
    people = people[~people["kommune"].isin(["2100", "9999"])].set_index("identifikator")
    lines = register.dispensings[register.dispensings["dato"].str.startswith(YEAR)]
    return people.assign(
        reached=people.index.isin(lines["pasient"]), age=int(YEAR) - people["fodselsdato"].str[:4].astype(int)
    )


def test_two_thirds_get_something_and_more_with_age(inhabitants: pd.DataFrame) -> None:
    assert inhabitants["reached"].mean() == pytest.approx(0.67, abs=0.05)
    bands = pd.cut(inhabitants["age"], [-1, 17, 44, 69, 120])
    child, young, middle, old = inhabitants.groupby(bands, observed=True)["reached"].mean()
    assert child < young < middle < old
    assert child == pytest.approx(0.5, abs=0.06)
    assert old == pytest.approx(0.9, abs=0.03)
    by_sex = inhabitants.groupby("kjonn")["reached"].mean()
    assert by_sex["K"] > by_sex["M"] + 0.05


def test_eight_to_nine_dispensings_an_inhabitant(register: Register) -> None:
    a_year = len(register.dispensings) / len(YEARS) / PERSONS
    assert 7.9 < a_year < 9.4
    assert len(register.dispensings) == sum(register.manifest.dispensings.values())


def test_nothing_before_birth_or_after_death(to_people: pd.DataFrame) -> None:
    assert to_people["fodselsdato"].notna().all()
    assert (to_people["dato"] >= to_people["fodselsdato"]).all()
    assert ((to_people["dod"] == "") | (to_people["dato"].str[:7] <= to_people["dod"])).all()


def test_municipality_is_where_the_person_lived_that_day(register: Register, to_people: pd.DataFrame) -> None:
    sample = to_people.iloc[::20]
    lines = sample.merge(
        register.residences[["identifikator", "kommune", "gyldig_fra"]], left_on="pasient", right_on="identifikator"
    )
    lines = lines[lines["gyldig_fra"] <= lines["dato"]].sort_values("gyldig_fra")
    last = lines.groupby(["apotek", "maaned", "linje"]).tail(1)
    assert len(last) == len(sample)
    assert (last["kommune_x"] == last["kommune_y"]).all()


def test_users_of_chronic_medicines_go_on_next_year(register: Register, to_people: pd.DataFrame) -> None:
    atc = products(register)
    lines = to_people.assign(atc=to_people["varenummer"].map(atc))
    pairs = {y: set(zip(own["pasient"], own["atc"], strict=True)) for y, own in lines.groupby(lines["dato"].str[:4])}
    statins = {pair for pair in pairs["2022"] if pair[1] == "C10AA05"}
    antibiotics = {pair for pair in pairs["2022"] if pair[1].startswith("J01C")}
    assert len(statins & pairs["2023"]) / len(statins) == pytest.approx(0.85, abs=0.07)
    assert len(antibiotics & pairs["2023"]) / len(antibiotics) < 0.2


def test_season_of_pollen(register: Register, to_people: pd.DataFrame) -> None:
    lines = to_people[to_people["varenummer"].map(products(register)).str.startswith("R01AD")]
    month = lines["dato"].str[5:7].value_counts()
    assert month["05"] > 2 * month["11"]


def test_animals_and_requisitions(register: Register) -> None:
    lines = register.dispensings
    nobody = lines[lines["pasient"] == ""]
    animals, requisitions = nobody[nobody["dyreart"] != ""], nobody[nobody["dyreart"] == ""]
    assert len(requisitions) / len(lines) == pytest.approx(0.01, abs=0.002)
    assert len(animals) / len(lines) == pytest.approx(0.012, abs=0.003)
    assert (nobody[["kommune", "hjemmel"]] == "").all(axis=None)
    assert (lines.loc[lines["pasient"] != "", "dyreart"] == "").all()
    profession = (
        register.read("hpr/helsepersonell.csv").drop_duplicates("hprnummer").set_index("hprnummer")["profesjon"]
    )
    assert set(animals["rekvirent"].map(profession)) == {"VE"}
    veterinary = animals["varenummer"].map(products(register)).str.startswith("Q")
    assert 0.75 < veterinary.mean() < 0.95
    assert not lines[lines["dyreart"] == ""]["varenummer"].map(products(register)).str.startswith("Q").any()
    species = register.read("volven/kodeverk.csv").query("oid == 'lmr:dyreart'")["kode"]
    assert set(animals["dyreart"]) <= set(species)


def test_returns_reverse_an_earlier_line(register: Register) -> None:
    lines = register.dispensings.assign(pakninger=register.dispensings["pakninger"].astype(int))
    returns = lines[lines["pakninger"] < 0]
    assert len(returns) / len(lines) == pytest.approx(0.001, abs=0.0005)
    assert returns["pris"].str.startswith("-").all()
    bought = lines[lines["pakninger"] > 0]
    same = ["pasient", "apotek", "varenummer", "rekvirent"]
    reversed_ = returns.merge(bought, on=same, suffixes=("", "_kjop"))
    fits = (reversed_["dato_kjop"] <= reversed_["dato"]) & (reversed_["pakninger_kjop"] == -reversed_["pakninger"])
    assert len(reversed_[fits].drop_duplicates(["apotek", "maaned", "linje"])) == len(returns)


def test_legal_basis_and_codes_are_of_the_code_lists(register: Register) -> None:
    codes = register.read("volven/kodeverk.csv")
    lists = {"ICD-10": "7110", "ICPC-2": "7170"}
    known = {f"{name}:{code}" for name, oid in lists.items() for code in codes[codes["oid"].str.endswith(oid)]["kode"]}
    bases = set(codes[codes["oid"].str.endswith("7427")]["kode"])
    lines = register.dispensings
    assert set(lines["hjemmel"]) - {""} <= bases
    assert set(lines["refusjonskode"]) - {""} <= known
    assert (lines.loc[lines["hjemmel"] == "", "refusjonskode"] == "").all()
    assert lines["hjemmel"].value_counts(normalize=True)["200"] > 0.3
    infectious = lines[lines["hjemmel"] == "400"]["varenummer"].map(products(register))
    assert set(infectious.str[:3]) == {"J04", "J05"}


def test_pharmacies_deliver_only_while_open(register: Register) -> None:
    listed = register.read("pharmacy_list/apotek.csv").set_index("apoteknummer")
    assert len(listed) >= 3
    own = register.dispensings.join(listed[["aapnet", "stengt"]], on="apotek")
    assert (own["dato"] >= own["aapnet"]).all()
    assert ((own["stengt"] == "") | (own["dato"] <= own["stengt"])).all()
    assert set(listed["kommune"]) <= set(register.read("ssb/kommuner.csv").query("gyldig_til == ''")["kode"])


def test_prescribers_are_known(register: Register) -> None:
    hpr = register.read("hpr/helsepersonell.csv")
    assert hpr["hprnummer"].str.fullmatch(r"\d{7}").all()
    assert set(hpr["profesjon"]) == {"LE", "TL", "VE", "SP", "JO"}
    unknown = register.dispensings["rekvirent"] == ""
    assert 0 < unknown.mean() < 0.01
    assert set(register.dispensings.loc[~unknown, "rekvirent"]) <= set(hpr["hprnummer"])


def products(register: Register) -> pd.Series:
    """Item number → ATC code, from the product register."""
    return pd.Series({package["item"]: package["atc"] for package in packages(register.folder)})
