"""What reads pictures is an extra: without it its tests are skipped, where CI is set they fail."""

import os
from importlib.util import find_spec

import pytest


def require_ocr() -> None:
    """Skip the module that calls this, if bulletin-bot[ocr] is not installed."""
    if not all(map(find_spec, ("PIL", "onnxruntime", "rapidocr"))):
        if os.environ.get("CI"):
            pytest.fail("bulletin-bot[ocr] is not installed: make ocr")
        pytest.skip("bulletin-bot[ocr] is not installed: make ocr", allow_module_level=True)
