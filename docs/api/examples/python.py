"""Brukere av semaglutid i hvert fylke, år for år."""

import pandas as pd

SITE = "http://127.0.0.1:8000"

query = "atc=A10BJ06&omr=*&maal=brukere,per1000"
frame = pd.read_csv(f"{SITE}/api/v1/tables/legemidler/data.csv?{query}", dtype={"omr": str})

# «verdi» er tom der «flagg» har et tegn: «:» er skjult av hensyn til personvernet.
users = frame[frame["maal"] == "brukere"].pivot_table(index="omr_navn", columns="aar", values="verdi")
print(users)
print(frame["merknad"].iloc[0])
