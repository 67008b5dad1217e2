"""A register small enough to read: the files of every source system, as text, and a folder to put them in.

people    ANNA   woman, born 1950-02-03, Oslo, alive          BJARNE  man, born 1940-05-06, died 2024-03, Oslo
          CILLE  woman, born 2024-02-10, Bergen
doctors   7000001 (LE)    7000002 (VE)
pharmacy  00123, Oslo
products  012345 C10AA01, 100 tablets of 20 mg, DDD 30 mg     543210 M01AE01, no DDD
"""

from datetime import date
from pathlib import Path

from registry.identity.numbers import complete

V = "2.16.578.1.12.4.1.1."
PERIOD = "2024-02"


def synthetic(born: date, individual: int) -> str:
    """The first synthetic number of that birth date whose individual number is `individual` or one of the next."""
    for tried in range(individual, 1000):
        if number := complete(f"{born.day:02}{born.month + 80:02}{born.year % 100:02}{tried:03}"):
            return number
    raise AssertionError("no number left on that day")


ANNA = synthetic(date(1950, 2, 3), 100)
BJARNE = synthetic(date(1940, 5, 6), 101)
CILLE = synthetic(date(2024, 2, 10), 500)
NOT_IN_REGISTER = synthetic(date(1990, 1, 1), 300)
PEOPLE = (ANNA, BJARNE, CILLE)
DOCTOR, VET, UNKNOWN_DOCTOR = "7000001", "7000002", "7000003"


def delivery(head: str, columns: str, *lines: str) -> str:
    """A whole file: `head` is what follows #LMR; in line 1."""
    return "\n".join((f"#LMR;{head}", columns, *lines, f"#SLUTT;{len(lines)}", ""))


CODELIST_COLUMNS = "oid;kode;navn;gyldig_fra;gyldig_til"
ATC_COLUMNS = "kode;navn;navn_en;ddd;enhet;administrasjonsvei;gyldig_fra;gyldig_til;erstattet_av"
COUNTY_COLUMNS = "kode;navn;kortnavn;helseregion"
MUNICIPALITY_COLUMNS = "kode;navn;fylke;gyldig_fra;gyldig_til"
POPULATION_COLUMNS = "aar;region;kjonn;alder;antall"
PHARMACY_COLUMNS = "apoteknummer;navn;orgnr;kommune;aapnet;stengt"
HPR_COLUMNS = "hprnummer;fodselsaar;kjonn;profesjon;spesialitet;gyldig_fra;gyldig_til"
PERSON_COLUMNS = "identifikator;fodselsdato;kjonn;dod;kommune;gyldig_fra"
DISPENSING_COLUMNS = "linje;dato;pasient;dyreart;rekvirent;varenummer;pakninger;pris;hjemmel;refusjonskode;kommune"

CODELISTS = (
    f"{V}7427;200;§ 2 Forhåndsgodkjent refusjon;2004-01-01;",
    f"{V}7427;301;§ 3a;2024-02-15;",
    f"{V}7110;E11;Diabetes mellitus type 2;2004-01-01;",
    f"{V}7110;E78;Lipidforstyrrelser;2004-01-01;2024-02-10",
    f"{V}7170;T90;Diabetes type 2;2004-01-01;",
    f"{V}9060;LE;Lege;2004-01-01;",
    f"{V}9060;VE;Veterinær;2004-01-01;",
    f"{V}7426;ALM;Allmennmedisin;2004-01-01;",
    "lmr:dyreart;HUN;Hund;2004-01-01;",
)
ATC = (
    "C;Hjerte og kretsløp;Cardiovascular system;;;;2004-01-01;;",
    "C10AA01;simvastatin;simvastatin;30;mg;O;2004-01-01;;",
    "M01AE01;ibuprofen;ibuprofen;;;;2004-01-01;;",
    "C01DA14;isosorbidmononitrat;isosorbide mononitrate;40;mg;O;2004-01-01;;",
)
COUNTIES = ("03;Oslo;OSL;H12", "46;Vestland;VLD;H03", "99;Uoppgitt;UKJ;")
MUNICIPALITIES = (
    "0301;Oslo;03;2004-01-01;",
    "4601;Bergen;46;2020-01-01;",
    "1201;Bergen;46;2004-01-01;2019-12-31",
    "9999;Uoppgitt;99;2004-01-01;",
)
POPULATION = ("2024;0;K;73;20000", "2024;03;K;73;2500", "2024;03;M;73;2400")
PHARMACY = ("00123;Svanen apotek;987654321;0301;2004-01-01;",)
DOCTORS = (f"{DOCTOR};1970;K;LE;ALM;2004-01-01;", f"{VET};1980;M;VE;;2010-01-01;")
PERSONS = (
    f"{ANNA};1950-02-03;K;;1201;2004-01-01",
    f"{ANNA};1950-02-03;K;;0301;2010-06-15",
    f"{BJARNE};1940-05-06;M;2024-02;0301;2004-01-01",
    f"{CILLE};2024-02-10;K;;4601;2024-02-10",
)
DISPENSINGS = (
    f"1;2024-02-01;{ANNA};;{DOCTOR};012345;1;123.40;200;ICD-10:E11;0301",
    f"2;2024-02-29;{BJARNE};;{DOCTOR};012345;2;246.80;;;0301",
    f"3;2024-02-10;{CILLE};;;543210;1;50.00;;;4601",
    f"4;2024-02-11;;HUN;{VET};543210;3;150.00;;;",
    f"5;2024-02-12;;;{DOCTOR};543210;10;500.00;;;",
    f"6;2024-02-13;{ANNA};;{DOCTOR};012345;-1;-123.40;;;0301",
)


def package(
    number: int = 1,
    item: str = "012345",
    atc: str = "C10AA01",
    amount: str = "100",
    ddd: str = '<f:DDD V="0.03" U="g"/>',
    prices: tuple[tuple[str, str], ...] = (("2020-01-01", "120.00"), ("2024-01-01", "123.40")),
    brand: str = "ID_M1",
    status: str = "A",
) -> str:
    """One entry of FEST's package catalogue."""
    prisvare = "".join(
        f'<f:PrisVare><f:Type V="4"/><f:Pris V="{kroner}" U="NOK"/>'
        f"<f:GyldigFraDato>{first}</f:GyldigFraDato></f:PrisVare>"
        for first, kroner in prices
    )
    return (
        f'<OppfLegemiddelpakning><Id>ID_P{number}</Id><Tidspunkt>2024-12-31T00:00:00</Tidspunkt><Status V="{status}"/>'
        f'<f:Legemiddelpakning><f:Id>ID_P{number}</f:Id><f:Atc V="{atc}"/><f:Varenr>{item}</f:Varenr><f:Pakningsinfo>'
        f"<f:RefLegemiddelMerkevare>{brand}</f:RefLegemiddelMerkevare><f:Pakningsstr>{amount}</f:Pakningsstr>"
        f'<f:EnhetPakning V="STK"/><f:Mengde>{amount}</f:Mengde>{ddd}<f:Statistikkfaktor>1</f:Statistikkfaktor>'
        f"</f:Pakningsinfo>{prisvare}</f:Legemiddelpakning></OppfLegemiddelpakning>"
    )


def brand(ident: str = "ID_M1", name: str = "Zocor", strength: str = "20", unit: str = "mg") -> str:
    """One entry of FEST's brand catalogue."""
    return (
        f"<OppfLegemiddelMerkevare><Id>{ident}</Id><f:LegemiddelMerkevare><f:Id>{ident}</f:Id>"
        f'<f:Varenavn>{name}</f:Varenavn><f:LegemiddelformLang DN="tabletter"/><f:Reseptgruppe V="C"/>'
        f'<f:Virkestoff DN="simvastatin"/><f:Styrke V="{strength}" U="{unit}"/></f:LegemiddelMerkevare>'
        "</OppfLegemiddelMerkevare>"
    )


def fest(*packages: str, brands: str = brand()) -> str:
    m30, payload = "m30/2014-12-01", "forskrivning/2014-12-01"
    base = "http://www.kith.no/xmlstds/eresept"
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<FEST xmlns="{base}/{m30}" xmlns:f="{base}/{payload}">'
        f"<HentetDato>2024-12-31T00:00:00</HentetDato><KatLegemiddelMerkevare>{brands}</KatLegemiddelMerkevare>"
        f"<KatLegemiddelpakning>{''.join(packages)}</KatLegemiddelpakning></FEST>\n"
    )


PACKAGES = (package(), package(2, "543210", "M01AE01", "20", ddd=""))


def codelist_file(*lines: str) -> str:
    return delivery("volven;kodeverk;1", CODELIST_COLUMNS, *lines)


def atc_file(*lines: str) -> str:
    return delivery("volven;atc;1", ATC_COLUMNS, *lines)


def county_file(*lines: str) -> str:
    return delivery("ssb;fylker;1", COUNTY_COLUMNS, *lines)


def municipality_file(*lines: str) -> str:
    return delivery("ssb;kommuner;1", MUNICIPALITY_COLUMNS, *lines)


def population_file(*lines: str) -> str:
    return delivery("ssb;folkemengde;1;2024", POPULATION_COLUMNS, *lines)


def pharmacy_file(*lines: str) -> str:
    return delivery("pharmacy_list;apotek;1", PHARMACY_COLUMNS, *lines)


def hpr_file(*lines: str) -> str:
    return delivery("hpr;helsepersonell;1", HPR_COLUMNS, *lines)


def person_file(*lines: str) -> str:
    return delivery("folkeregisteret;personer;1", PERSON_COLUMNS, *lines)


def dispensing_file(*lines: str, period: str = PERIOD, pharmacy: str = "00123") -> str:
    return delivery(f"pharmacies;utleveringer;1;{pharmacy};{period}", DISPENSING_COLUMNS, *lines)


def amending_line(number: int, kind: str = "U", refers: str = "", **changes: str) -> str:
    """The first dispensing, as a line of version 2."""
    cells = dict(zip(DISPENSING_COLUMNS.split(";"), DISPENSINGS[0].split(";"), strict=True))
    cells |= {"linje": str(number), "art": kind, "gjelder": refers} | changes
    return ";".join(cells.values())


def amending_file(*lines: str, period: str = PERIOD) -> str:
    return delivery(f"pharmacies;utleveringer;2;00123;{period}", f"{DISPENSING_COLUMNS};art;gjelder", *lines)


FILES = {
    "volven/kodeverk.csv": codelist_file(*CODELISTS),
    "volven/atc.csv": atc_file(*ATC),
    "ssb/folkemengde-2024.csv": population_file(*POPULATION),
    "ssb/fylker.csv": county_file(*COUNTIES),
    "ssb/kommuner.csv": municipality_file(*MUNICIPALITIES),
    "pharmacy_list/apotek.csv": pharmacy_file(*PHARMACY),
    "hpr/helsepersonell.csv": hpr_file(*DOCTORS),
    "fest/fest.xml": fest(*PACKAGES),
    "folkeregisteret/personer-001.csv": person_file(*PERSONS),
    "pharmacies/00123/2024-02.csv": dispensing_file(*DISPENSINGS),
}
ORDER = ("volven", "ssb", "pharmacy_list", "hpr", "fest", "folkeregisteret", "pharmacies")


def write(folder: Path) -> Path:
    """All the files in `folder`, one subfolder a source; returns it."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder
