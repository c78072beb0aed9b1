"""Draws the two icons of the app package: python manifest/teams/icons.py."""  # noqa: INP001 - a script

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
BLUE, WHITE, CLEAR = (29, 53, 87, 255), (255, 255, 255, 255), (0, 0, 0, 0)
COLOUR, OUTLINE = 192, 32  # the two sizes that Teams asks for
RING: Final = 0.23  # of the icon's width: the radius of each of two rings
THICK: Final = 0.055
APART: Final = 0.135  # of each ring's centre from the middle

Pixel = tuple[int, int, int, int]


def main() -> None:
    """Draw both."""
    (HERE / "color.png").write_bytes(png(COLOUR, WHITE, BLUE))
    (HERE / "outline.png").write_bytes(png(OUTLINE, WHITE, CLEAR))


def png(size: int, front: Pixel, back: Pixel) -> bytes:
    """Two rings that overlap: two agencies, one case."""
    rows = b"".join(b"\0" + b"".join(bytes(_pixel(x, y, size, front, back)) for x in range(size)) for y in range(size))
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")


def _pixel(x: int, y: int, size: int, front: Pixel, back: Pixel) -> Pixel:
    """The colour there, softened at the edges by sixteen looks."""
    looks = [_inside((x + (i + 0.5) / 4) / size, (y + (j + 0.5) / 4) / size) for i in range(4) for j in range(4)]
    share = sum(looks) / len(looks)
    if back[3] == 0:
        return (front[0], front[1], front[2], round(255 * share))
    mixed: Callable[[int], int] = lambda at: round(share * front[at] + (1 - share) * back[at])  # noqa: E731 - three channels of one mix
    return (mixed(0), mixed(1), mixed(2), 255)


def _inside(x: float, y: float) -> bool:
    far = (((x - 0.5 - side * APART) ** 2 + (y - 0.5) ** 2) ** 0.5 for side in (-1, 1))
    return any(abs(one - RING) <= THICK / 2 for one in far)


def _chunk(name: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", len(inside)) + name + inside + struct.pack(">I", zlib.crc32(name + inside))


if __name__ == "__main__":
    main()
