"""Legal basis (Volven 7427) and code (ICD-10 or ICPC-2) by ATC prefix. A plausible selection, not the real lists."""

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.catalogue import Substance

PREAPPROVED, INDIVIDUAL, INFECTIOUS = "200", "300", "400"
PREAPPROVED_SHARE, INDIVIDUAL_SHARE = 0.8, 0.06

# ATC prefix → ICD-10 and ICPC-2 codes; the longest prefix holds.
CODES: dict[str, str] = {
    "A02": "ICD-10:K21 ICD-10:K25 ICPC-2:D84 ICPC-2:D86",
    "A07E": "ICD-10:K50 ICD-10:K51 ICPC-2:D94",
    "A10A": "ICD-10:E10 ICPC-2:T89",
    "A10B": "ICD-10:E11 ICPC-2:T90",
    "B01": "ICD-10:I48 ICPC-2:K78 ICPC-2:K93 ICD-10:I26",
    "B03A": "ICD-10:D50 ICPC-2:B80",
    "B03B": "ICD-10:D51 ICPC-2:B81",
    "C01": "ICD-10:I20 ICPC-2:K74 ICPC-2:K76",
    "C02": "ICD-10:I10 ICPC-2:K87",
    "C03": "ICD-10:I50 ICPC-2:K77",
    "C07": "ICD-10:I10 ICD-10:I48 ICPC-2:K86 ICPC-2:K74",
    "C08": "ICD-10:I10 ICPC-2:K86",
    "C09": "ICD-10:I10 ICPC-2:K86 ICPC-2:K77",
    "C10": "ICD-10:E78 ICPC-2:T93 ICPC-2:K76",
    "D05": "ICD-10:L40 ICPC-2:S91",
    "D07": "ICD-10:L20 ICPC-2:S87",
    "D11AH": "ICD-10:L20 ICPC-2:S87",
    "G03C": "ICPC-2:X11",
    "G04BD": "ICPC-2:U04",
    "G04C": "ICD-10:N40 ICPC-2:Y85",
    "H01": "ICD-10:E23",
    "H02": "ICD-10:M06 ICPC-2:L88",
    "H03A": "ICD-10:E03 ICPC-2:T86",
    "H03B": "ICD-10:E05 ICPC-2:T85",
    "L01": "ICD-10:C50 ICD-10:C90 ICD-10:C92",
    "L02A": "ICD-10:C61 ICPC-2:Y77",
    "L02B": "ICD-10:C50 ICPC-2:X76",
    "L03": "ICD-10:G35 ICPC-2:N86",
    "L04": "ICD-10:M05 ICD-10:L40 ICD-10:K50",
    "M04": "ICD-10:M10 ICPC-2:T92",
    "M05": "ICD-10:M81 ICPC-2:L95",
    "N03": "ICD-10:G40 ICPC-2:N88",
    "N04": "ICD-10:G20 ICPC-2:N87",
    "N05A": "ICD-10:F20 ICPC-2:P72 ICD-10:F31",
    "N02C": "ICD-10:G43 ICPC-2:N89",
    "N06A": "ICD-10:F32 ICPC-2:P76",
    "N06B": "ICD-10:F90 ICPC-2:P81",
    "N06D": "ICD-10:G30 ICPC-2:P70",
    "N07BC": "ICD-10:F11",
    "R01": "ICD-10:J30 ICPC-2:R97",
    "R03": "ICD-10:J45 ICD-10:J44 ICPC-2:R96 ICPC-2:R95",
    "R06": "ICD-10:J30 ICPC-2:R97",
    "S01E": "ICD-10:H40 ICPC-2:F93",
    "J04": "ICD-10:A15 ICPC-2:A70",
    "J05": "ICD-10:B24 ICPC-2:B90 ICD-10:B18 ICPC-2:D72",
}
WHOLE_SOCIETY = ("J04", "J05")  # communicable diseases: § 4


def codes_for(atc: str) -> list[str]:
    for length in range(len(atc), 0, -1):
        if found := CODES.get(atc[:length]):
            return found.split()
    return []


class Reimbursement:
    """All (legal basis, code) combinations as `texts`; 0 is none. `first` and `count` find a substance's."""

    def __init__(self, substances: list[Substance]) -> None:
        self.texts = [";"]
        self.first = np.zeros((len(substances), 2), np.int32)  # pre-approved (or infectious), individual
        self.count = np.zeros(len(substances), np.int32)
        known: dict[tuple[str, str], int] = {}
        for index, substance in enumerate(substances):
            infectious = substance.code.startswith(WHOLE_SOCIETY)
            codes = codes_for(substance.code) if substance.chronic or infectious else []
            bases = (INFECTIOUS, INFECTIOUS) if infectious else (PREAPPROVED, INDIVIDUAL)
            for column, basis in enumerate(bases if codes else ()):
                self.first[index, column] = known.setdefault((basis, " ".join(codes)), len(self.texts))
                if self.first[index, column] == len(self.texts):
                    self.texts += [f"{basis};{code}" for code in codes]
            self.count[index] = len(codes)

    def choose(
        self, substance: NDArray[np.integer], basis: NDArray[np.float64], code: NDArray[np.float64]
    ) -> NDArray[np.int32]:
        """Index of `texts` from two uniform draws."""
        individual = (basis >= PREAPPROVED_SHARE).astype(np.int64)
        chosen = self.first[substance, individual] + (code * self.count[substance]).astype(np.int32)
        paid = (self.count[substance] > 0) & (basis < PREAPPROVED_SHARE + INDIVIDUAL_SHARE)
        return np.where(paid, chosen, 0).astype(np.int32)
