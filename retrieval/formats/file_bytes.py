"""The bytes of an open file, of which there may be any number."""

import os
from typing import BinaryIO

from retrieval.errors import PageRefused
from retrieval.model.files import Bounds

_MEGA = 1024**2


def bytes_of(file: BinaryIO, name: str, bounds: Bounds) -> bytes:
    """Return the bytes of an open file; raise PageRefused for more than a file may have.

    So large a file is not read to its end, as it may have none.
    """
    data = file.read(bounds.size + 1)
    if len(data) <= bounds.size:
        return data
    size, most = max(len(data), os.fstat(file.fileno()).st_size), bounds.size // _MEGA
    raise PageRefused(
        name,
        f"文件太大（{size:,} 字节，最多 {most:,} MB，见设置 FILE_MAX_MB），请拆开 "
        f"(too large: {size:,} bytes, at most {most:,} MB, see FILE_MAX_MB; split it)",
        "too_large",
    )
