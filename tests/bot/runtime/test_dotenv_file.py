"""Settings written into `.env` are read back as they were, and what else stands there stays."""

import os
import stat
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from dotenv import dotenv_values
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.runtime.dotenv_file import write_settings

ROOT = Path(__file__).parents[3]
LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1)
NAMES = st.sampled_from(("TELEGRAM_BOT_TOKEN", "PROXY_URL", "PAPER_NAME", "ADMIN_IDS"))
THERE = st.sampled_from(
    (
        "",
        "# 注释\nOTHER=1\n",
        "PAPER_NAME='旧\n报' # 两行\nOTHER=1",
        "export OTHER=1\n\nPROXY_URL=\n",
    )
)


@settings(max_examples=40)  # each is written to the disk
@given(learnt=st.dictionaries(NAMES, LINE), there=THERE)
def test_what_is_written_is_read_back(learnt: dict[str, str], there: str) -> None:
    with TemporaryDirectory() as home:
        path = Path(home) / ".env"
        path.write_text(there, encoding="utf-8")
        before = dotenv_values(path, interpolate=False)
        write_settings(path, learnt)
        assert dotenv_values(path, interpolate=False) == {**before, **learnt}
        assert [one.name for one in path.parent.iterdir()] == [".env"]


def test_the_example_is_what_it_begins_as_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    (tmp_path / ".env.example").write_text(example, encoding="utf-8")
    path = tmp_path / ".env"
    mask = os.umask(0)
    try:
        write_settings(path, {"PAPER_NAME": "河湾晚报"})
    finally:
        os.umask(mask)
    assert path.read_text(encoding="utf-8") == example.replace(
        "PAPER_NAME=\n", "PAPER_NAME=河湾晚报\n"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    write_settings(path, {})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_stays_and_what_is_no_text_is_left_alone(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / ".env"
    real.write_bytes(b"OTHER=\xff\n")
    link.symlink_to(real)
    with pytest.raises(UnicodeDecodeError):
        write_settings(link, {"PAPER_NAME": "河湾晚报"})
    assert real.read_bytes() == b"OTHER=\xff\n"
    real.write_text("OTHER=1\n", encoding="utf-8")
    write_settings(link, {"PAPER_NAME": "河湾晚报"})
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "OTHER=1\nPAPER_NAME=河湾晚报\n"
