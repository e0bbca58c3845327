"""getFile: where to download a file that the bot was sent."""

from bot.preview import limits
from bot.preview.wire import Json, Parameters, bad
from bot.preview.world import World


async def get_file(world: World, given: Parameters) -> Json:
    """Return a file's path, to be added to ``/file/bot<token>/``."""
    file = world.files.get(given.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if len(file.data) > limits.DOWNLOAD_BYTES:
        raise bad("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": f"unique-{file.id}",
        "file_size": len(file.data),
        "file_path": file.path,
    }
