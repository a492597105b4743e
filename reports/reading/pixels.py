"""A picture as numbers. Imported only where the extra `ocr` is installed."""

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]  # rows of grey, 0 black and 255 white
