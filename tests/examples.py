"""How many examples a property test tries.

`make test` tries the same ones for everybody, so that it fails for all or for nobody.
`make explore` tries others each time, and `MORE` times as many; what it finds becomes an `@example`
or a test.
"""

from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

MORE = 20
_USUAL = 100
_FOUND = Path(__file__).parents[1] / ".hypothesis" / "examples"


def register_profiles() -> None:
    """Make both profiles known; pytest's --hypothesis-profile chooses `explore`.

    No example has a deadline, nor has making it: how long that takes says more about the machine
    than about what is tested.
    """
    settings.register_profile(
        "test",
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=_USUAL,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.register_profile(
        "explore",
        deadline=None,
        derandomize=False,
        database=DirectoryBasedExampleDatabase(_FOUND),
        max_examples=MORE * _USUAL,
        print_blob=True,
        # These stop what is slow to make; here there is time.
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def examples(number: int) -> int:
    """Return how many examples to try, for a test that tries ``number`` in `make test`."""
    return number * settings().max_examples // _USUAL
