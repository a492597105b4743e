"""A scanned page laid straight. Imported only where the extra `ocr` is installed."""

import cv2
import numpy as np

from reports.reading.pixels import Pixels

_MOST_SKEW = 4.0  # degrees: what lies more slantwise was not laid on a scanner
_SMALL = 900  # pixels of the shorter side: enough to see how lines lie
_STRAIGHT = 0.04  # degrees: a line over the whole page then leaves its row of pixels by one


def straightened(pixels: Pixels) -> Pixels:
    """The page turned by the few degrees its lines slope."""
    angle = _skew(pixels)
    return pixels if abs(angle) < _STRAIGHT else _turned(pixels, angle, paper=int(np.median(pixels)))


def quarters(pixels: Pixels, turns: int) -> Pixels:
    """The page turned by so many quarters, counter-clockwise."""
    return np.ascontiguousarray(np.rot90(pixels, turns))


def _skew(pixels: Pixels) -> float:
    """By how many degrees to turn a page so that its rows or columns of pixels are as unlike as they can be."""
    scale = min(1.0, _SMALL / min(pixels.shape))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = np.asarray(255 - small, dtype=np.uint8)
    best = 0.0
    for reach, step in ((_MOST_SKEW, 0.5), (0.4, 0.1), (0.08, 0.02)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _contrast(_turned(dark, angle, paper=0))))
    return best


def _contrast(dark: Pixels) -> float:
    sums = (dark.sum(axis=axis, dtype=np.float64) for axis in (0, 1))
    return float(sum((np.diff(each) ** 2).sum() for each in sums))


def _turned(pixels: Pixels, angle: float, *, paper: int) -> Pixels:
    height, width = pixels.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(paper,))
    return np.asarray(turned, dtype=np.uint8)
