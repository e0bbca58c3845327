"""ZIP archives as people pack them, and as nobody does in good faith."""

import stat
import zipfile
from collections.abc import Mapping
from io import BytesIO

PAGE = (
    "# 东郊大桥修缮\n\n本报讯 5月17日，东郊大桥开始修缮，由第一施工队承担。\n\n记者 陆知行\n"
).encode()


def packed(
    files: Mapping[str, bytes],
    *,
    method: int = zipfile.ZIP_DEFLATED,
    kinds: Mapping[str, int] | None = None,
) -> bytes:
    """An archive of these files; ``kinds`` are those that are no regular ones."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            info.external_attr = ((kinds or {}).get(name, stat.S_IFREG) | 0o644) << 16
            archive.writestr(info, data)
    return whole.getvalue()


def named_in(encoding: str, name: str, data: bytes = PAGE) -> bytes:
    """An archive of one file whose name is in that encoding, without saying so."""
    raw = name.encode(encoding)
    placeholder = "x" * len(raw)
    return packed({placeholder: data}).replace(placeholder.encode(), raw)


def encrypted(files: Mapping[str, bytes]) -> bytes:
    """An archive that says of its files that they are encrypted."""
    whole = bytearray(packed(files))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.find(mark)
        while at >= 0:
            whole[at + flags] |= 1
            at = whole.find(mark, at + 1)
    return bytes(whole)
