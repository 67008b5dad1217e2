"""The pages that every general rule of the site is tried on. A new page is added here."""

DRUGS = (
    "/legemiddel/alle",
    "/legemiddel/A10",
    "/legemiddel/A10BA02",
    "/legemiddel/A10BA02?del=kjonn",
    "/legemiddel/A10BJ06?maal=brukere&omr=56&kjonn=menn",
    "/legemiddel/D02AF?maal=ddd",
    "/legemiddel/A10BA02?kart=tid&maal=brukere",
    "/legemiddel/A10BA02?inndeling=slik-det-var&omr=54&aar=2023",
    "/legemiddel/A10BA02?maal=std1000&usikkerhet=1",
)

COMPARED = "/sammenlign?serie=A10BA02:0:begge:alle&serie=A10BJ06:56:begge:alle"
COMPARED_THEN = "/sammenlign?serie=A10BA02:54&serie=A10BA02:30&inndeling=slik-det-var&maal=brukere"

PAGES = (
    "/",
    COMPARED,
    f"{COMPARED}&vis=smaa",
    COMPARED_THEN,
    "/sammenlign",
    "/fylker",
    "/fylke/03?mot=56",
    "/fylke/56?inndeling=slik-det-var",
    "/fylke/54",
    "/mest-brukt",
    "/storst-endring",
    "/fylkesforskjeller",
    "/mest-brukt?inndeling=slik-det-var&omr=54&aar=2023",
    "/tabell",
    "/tabell?atc=A10BA02,A10BJ06&omr=0,03,56&kjonn=kvinner,menn",
    "/grupper",
    "/gruppe/fedmemidler",
    "/bygg-inn/legemiddel/A10BA02?figur=alder",
    "/bygg-inn/tabell?atc=A10BA02,A10BJ06&omr=0,03,56&kjonn=kvinner,menn",
    "/legemidler",
    "/legemidler?kode=A10",
    "/legemidler?q=met&tomme=1",
    "/sok?q=met",
    "/sok?q=finnesikke",
    "/metode",
    "/data",
    "/data/filer/",
    "/en/data/filer/",
    "/api/",
    "/en/api/",
    "/api/v1/",
    "/api/v1/tables/legemidler/dimensions/atc?sprak=nn",
    "/api/v1/tables/legemidler/data?atc=A10*&omr=0,56&kjonn=*&sprak=en",
    *DRUGS,
)

REFUSED = {
    "/finnes-ikke": 404,
    "/legemiddel/Z99": 404,
    "/legemiddel/A10BA02?kjonn=kvinne": 400,
    "/api/v1/tables/legemiddel": 404,
    "/api/v1/tables/legemidler/data?atc=A10B06&sprak=en": 400,
}
"""Pages that say what is wrong, with their status. The browser itself logs that status in the console."""

FILES = (
    "/legemiddel/A10BA02.csv?inndeling=slik-det-var&aar=2023&maal=brukere&figur=fylker",
    "/legemiddel/A10BA02.svg",
    "/legemiddel/A10BA02.png",
    "/sammenlign.csv?serie=A10BA02",
    "/tabell.json?atc=A10BA02",
    "/tabell.svg?atc=A10BA02,A10BJ06&omr=0,03",
    "/tabell.png?atc=A10BA02",
    "/legemiddel/A10BA02.csv",
    "/legemiddel/A10BA02.json",
    "/sok.json?q=met",
)
