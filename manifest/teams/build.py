"""The app package for one partnership: python manifest/teams/build.py APP_ID DOMAIN OUT.zip. It also draws the icons (--icons)."""  # noqa: INP001 - a script

import json
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

HERE: Final = Path(__file__).parent
NOBODY: Final = "00000000-0000-0000-0000-000000000000"
NOWHERE: Final = "jsv.example.org"
BLUE, WHITE, CLEAR = (29, 53, 87, 255), (255, 255, 255, 255), (0, 0, 0, 0)
COLOUR, OUTLINE = 192, 32  # the two sizes that Teams asks for
RING: Final = 0.23  # of the icon's width: the radius of each of two rings
THICK: Final = 0.055
APART: Final = 0.135  # of each ring's centre from the middle

Pixel = tuple[int, int, int, int]


def main(asked: list[str]) -> None:
    """What was asked for."""
    if asked == ["--icons"]:
        (HERE / "color.png").write_bytes(png(COLOUR, WHITE, BLUE))
        (HERE / "outline.png").write_bytes(png(OUTLINE, WHITE, CLEAR))
        return
    app, domain, out = asked
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        package.writestr("manifest.json", manifest(app, domain))
        for icon in ("color.png", "outline.png"):
            package.write(HERE / icon, icon)


def manifest(app: str, domain: str) -> str:
    """The manifest of that app, reached at that domain."""
    text = (HERE / "manifest.json").read_text().replace(NOBODY, app.lower()).replace(NOWHERE, domain)
    return json.dumps(json.loads(text), indent=2)


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
    main(sys.argv[1:])
