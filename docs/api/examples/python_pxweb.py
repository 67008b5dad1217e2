"""Det samme gjennom PxWebApi 2, med pxwebpy fra PyPI."""

import pandas as pd
from pxweb import PxApi

SITE = "http://127.0.0.1:8000"

api = PxApi(f"{SITE}/api/pxwebapi/v2", language="no", disable_cache=True)
choice = {"Legemiddel": "A10BJ06", "Region": "*", "ContentsCode": "brukere", "Tid": "*"}
frame = pd.DataFrame(api.get_table_data("LMR01", value_codes=choice))
print(frame.pivot_table(index="region", columns="år", values="value"))
