import os
from collections.abc import Callable
from typing import NoReturn

import pytest


@pytest.fixture
def refuse_in_ci() -> Callable[[str], NoReturn]:
    """Skip with a reason; where CI is set the tool that is wanted should be there, so fail."""

    def refuse(reason: str) -> NoReturn:
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    return refuse
