#!/bin/sh
# Diabetesmidlene som CSV, hele serien som fil, og det samme som programmer for FHI Statistikk spør om.
site=http://127.0.0.1:8000

curl --fail --silent --get "$site/api/v1/tables/legemidler/data.csv" \
  --data-urlencode "atc=A10*" --data-urlencode "aar=top(2)" --data-urlencode "maal=brukere" | head -3

# -C - går videre der en nedlasting slapp
number=$(curl --fail --silent "$site/api/v1/" | sed 's/.*"release":"\([^"]*\)".*/\1/')
curl --fail --silent -C - -O "$site/data/filer/$number/SHA256SUMS"
cat SHA256SUMS

curl --fail --silent "$site/api/open/v1/lmr/table/825/data" --header "Content-Type: application/json" --data '{
  "dimensions": [
    {"code": "Atc_Verdi", "filter": "item", "values": ["A10BJ06"]},
    {"code": "Kjonn_Verdi", "filter": "item", "values": ["TOTALT"]},
    {"code": "Aldersgruppe_Verdi", "filter": "item", "values": ["TOTALT"]},
    {"code": "Utlevering_Ar", "filter": "all", "values": ["*"]},
    {"code": "MEASURE_TYPE", "filter": "item", "values": ["AntallBrukere"]}
  ],
  "response": {"format": "csv2"}
}'
