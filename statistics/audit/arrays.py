"""Names of the arrays' types."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Int64: TypeAlias = npt.NDArray[np.int64]
Int8: TypeAlias = npt.NDArray[np.int8]
Mask: TypeAlias = npt.NDArray[np.bool_]
Given: TypeAlias = npt.NDArray[Any]
"""What a caller hands over; read into one of the others."""

Number: TypeAlias = int | np.int64
