# SPDX-License-Identifier: Apache-2.0
import numpy as np
from numpy.typing import ArrayLike, NDArray

def stdtrit(df: ArrayLike, p: ArrayLike) -> np.float64 | NDArray[np.float64]: ...
