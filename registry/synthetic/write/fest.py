"""The product register: brands and packages as an M30-like XML."""

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from registry.synthetic.catalogue import Brand, Substance
from registry.synthetic.world import World

ATC_OID = "2.16.578.1.12.4.1.1.7180"
NAMESPACES = (
    'xmlns="http://www.kith.no/xmlstds/eresept/m30/2014-12-01" '
    'xmlns:f="http://www.kith.no/xmlstds/eresept/forskrivning/2014-12-01"'
)
# ATC prefix → prescription group; the first that fits. F: also sold without prescription.
GROUPS = (
    ("A", ("N02A", "N06BA", "N01AX")),
    ("B", ("N05B", "N05C", "N07BC", "N03AE", "R05DA")),
    ("F", ("N02BE", "R06AX", "R06AE", "A06", "R01AA", "A02BX", "R01AD")),
    ("C", ("",)),
)
LIQUIDS = ("mikstur", "dråper", "sjampo", "skyllevæske", "munnskyllevann", "oppløsning", "liniment")
SEMISOLIDS = ("krem", "salve", "gel", "pasta", "granulat", "pulver")
DOSES = ("inhalasjonspulver", "inhalasjonsaerosol", "spray")


def write_fest(world: World, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    time = f"{world.years[-1]}-12-31T00:00:00"
    with (folder / "fest.xml").open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<FEST {NAMESPACES}>\n<HentetDato>{time}</HentetDato>\n')
        for catalogue, entries in (("Merkevare", brands(world, time)), ("pakning", packages(world, time))):
            file.write(f"<KatLegemiddel{catalogue}>\n")
            file.writelines(entries)
            file.write(f"</KatLegemiddel{catalogue}>\n")
        file.write("</FEST>\n")


def brand_ids(world: World) -> list[str]:
    """The brand of each product: packages of one substance, name, form and strength share theirs."""
    products = world.products
    known: dict[tuple[object, ...], str] = {}
    return [
        known.setdefault((s, brand.name, brand.form, brand.strength, brand.unit), f"ID_M{len(known) + 1:06}")
        for s, brand in zip(products.substance.tolist(), products.brands, strict=True)
    ]


def brands(world: World, time: str) -> Iterator[str]:
    written = set()
    for index, (own, brand) in enumerate(zip(brand_ids(world), world.products.brands, strict=True)):
        if own not in written:
            written.add(own)
            substance = world.catalogue.substances[world.products.substance[index]]
            yield entry("LegemiddelMerkevare", own, time, "A", brand_payload(own, substance, brand))


def brand_payload(own: str, substance: Substance, brand: Brand) -> str:
    return (
        f"<f:Id>{own}</f:Id>{atc(substance)}<f:NavnFormStyrke>{full_name(brand)}</f:NavnFormStyrke>"
        f"<f:Varenavn>{escape(brand.name)}</f:Varenavn>"
        f'<f:LegemiddelformLang DN={attribute(brand.form)}/><f:Reseptgruppe V="{group_of(substance.code)}"/>'
        f'<f:Virkestoff DN={attribute(substance.name)}/><f:Styrke V="{brand.strength}" U={attribute(brand.unit)}/>'
    )


def packages(world: World, time: str) -> Iterator[str]:
    for index, (own, brand) in enumerate(zip(brand_ids(world), world.products.brands, strict=True)):
        status = "U" if world.products.withdrawn[index] else "A"
        yield entry("Legemiddelpakning", f"ID_P{index + 1:06}", time, status, package_payload(world, index, own, brand))


def package_payload(world: World, index: int, brand_id: str, brand: Brand) -> str:
    substance = world.catalogue.substances[world.products.substance[index]]
    ddd = f'<f:DDD V="{substance.ddd}" U={attribute(substance.unit)}/>' if substance.ddd else ""
    return (
        f"<f:Id>ID_P{index + 1:06}</f:Id>{atc(substance)}<f:NavnFormStyrke>{full_name(brand)}</f:NavnFormStyrke>"
        f"<f:Varenr>{world.products.item_number[index]:06}</f:Varenr>"
        f"<f:Pakningsinfo><f:RefLegemiddelMerkevare>{brand_id}</f:RefLegemiddelMerkevare>"
        f'<f:Pakningsstr>{brand.size}</f:Pakningsstr><f:EnhetPakning V="{unit_of(brand.form)}"/>'
        f"<f:Mengde>{brand.size}</f:Mengde>{ddd}<f:Statistikkfaktor>1</f:Statistikkfaktor></f:Pakningsinfo>"
        + "".join(prices(world, index))
    )


def prices(world: World, index: int) -> Iterator[str]:
    for year, ore in zip(world.years, world.products.price_ore[index].tolist(), strict=True):
        yield (
            f'<f:PrisVare><f:Type V="4" DN="AUP"/><f:Pris V="{ore / 100:.2f}" U="NOK"/>'
            f"<f:GyldigFraDato>{year}-01-01</f:GyldigFraDato></f:PrisVare>"
        )


def entry(kind: str, own: str, time: str, status: str, payload: str) -> str:
    meaning = "Aktiv oppføring" if status == "A" else "Utgått oppføring"
    return (
        f'<Oppf{kind}><Id>{own}</Id><Tidspunkt>{time}</Tidspunkt><Status V="{status}" DN="{meaning}"/>'
        f"<f:{kind}>{payload}</f:{kind}></Oppf{kind}>\n"
    )


def atc(substance: Substance) -> str:
    return f'<f:Atc V="{substance.code}" S="{ATC_OID}" DN={attribute(substance.name)}/>'


def attribute(text: str) -> str:
    return '"' + escape(text, {'"': "&quot;"}) + '"'


def full_name(brand: Brand) -> str:
    return escape(f"{brand.name} {brand.form} {brand.strength} {brand.unit}")


def group_of(code: str) -> str:
    return next(group for group, prefixes in GROUPS if code.startswith(prefixes))


def unit_of(form: str) -> str:
    """What the package size counts."""
    if any(word in form for word in DOSES):
        return "DOSE"
    if any(word in form for word in LIQUIDS) and "tablett" not in form and "injeksjon" not in form:
        return "ML"
    if any(word in form for word in SEMISOLIDS) and "injeksjon" not in form and "infusjon" not in form:
        return "G"
    return "STK"
