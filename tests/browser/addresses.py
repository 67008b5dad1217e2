"""The pages that every general rule of the site is tried on. A new page is added here."""

DRUGS = (
    "/legemiddel/alle",
    "/legemiddel/A10",
    "/legemiddel/A10BA02",
    "/legemiddel/A10BA02?del=kjonn",
    "/legemiddel/A10BJ06?maal=brukere&omr=56&kjonn=menn",
    "/legemiddel/D02AF?maal=ddd",
)

PAGES = (
    "/",
    "/legemidler",
    "/legemidler?kode=A10",
    "/sok?q=met",
    "/sok?q=finnesikke",
    "/metode",
    "/data",
    *DRUGS,
)

REFUSED = {
    "/finnes-ikke": 404,
    "/legemiddel/Z99": 404,
    "/legemiddel/A10BA02?kjonn=kvinne": 400,
}
"""Pages that say what is wrong, with their status. The browser itself logs that status in the console."""

FILES = ("/legemiddel/A10BA02.csv", "/legemiddel/A10BA02.json", "/sok.json?q=met")
