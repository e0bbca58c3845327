"""The sample pages that the project brings, and what a try shows of them."""

from collections.abc import AsyncIterator
from pathlib import Path

from bot.alerts.open_archive import OpenArchive
from bot.cli.terminal import answer_text
from bot.runtime.settings import Settings

SAMPLES = Path(__file__).parents[1] / "samples"
QUESTIONS = ("樊惠林到郑州大学看了什么？", "困难群众救助安排了多少钱？", "景静写了哪些报道？")
SHOWN = 2  # hits of each, so that all three fit a screen


def sample_pages() -> list[tuple[bytes, str]]:
    """Return the pages that the project brings, each with its path, by that."""
    paths = sorted(path for path in SAMPLES.rglob("*") if path.is_file())
    return [(path.read_bytes(), str(path.relative_to(SAMPLES))) for path in paths]


async def add_samples(settings: Settings) -> None:
    """Put the sample pages into the settings' archive. Raises ArchiveUnavailable."""
    async with OpenArchive.of(settings, new=True) as here:
        for data, name in sample_pages():
            await here.archive.add_page(data, name)
        await here.loaded()


async def answers(settings: Settings, *, bold: bool) -> AsyncIterator[str]:
    """Yield three questions, each with its answer from the settings' archive."""
    async with OpenArchive.of(settings) as here:
        for question in QUESTIONS:
            answer = await here.archive.ask(question, SHOWN)
            yield f"问：{question}\n\n{answer_text(answer, bold=bold)}\n"
