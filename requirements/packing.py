"""Packs what is released: ``python -m requirements.packing dist`` makes ``dist/``.

- The wheel,
- the context that a container is built of (``docker build - <….tar.gz``), which holds what the
  Dockerfile copies, and beside it what ``docker compose`` wants,
- a zip for who has no git: the program, the guides, ``start.sh`` and ``README.txt``,
- ``SHA256SUMS``.

What is tracked goes in, as it lies in the working tree, and nothing else. The same tree makes the
same bytes: names are in order, owners and modes are fixed, and every time is
``SOURCE_DATE_EPOCH``, by default that of the last commit. Nothing is fetched.
"""

import argparse
import gzip
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
OF_THE_ZIP = "requirements/zip"
BESIDE_DOCKERFILE = ("Dockerfile", ".dockerignore", "compose.yaml", ".env.example")
ZIPPED = (
    *("bot", "retrieval", "data/samples", "docs", "README.md", "LICENSE", "CHANGELOG.md"),
    *(".env.example", "requirements/__init__.py", "requirements/__main__.py"),
    *("requirements/installing.py", "requirements/build.txt", "requirements/run.txt"),
    "requirements/ocr.txt",
    "requirements/opensearch.txt",
)
NO_CHECKOUT = """\
打包要在 git 的检出里做，也要装好 git：进包的是 git 管着的文件。
A release is packed in a git checkout, with git installed: what git tracks goes in."""
_COPIES = re.compile(r"(?m)^COPY (?!--from)(.+) \S+$")
_LINK = "120000"  # as git writes the mode of one
_PROGRAM = "100755"


@dataclass(frozen=True, slots=True)
class Packed:
    """A file that goes into an archive: its bytes, or where it leads to if it is a link."""

    content: bytes
    program: bool = False
    link: bool = False

    @property
    def mode(self) -> int:
        """Return its permissions, whatever the umask was where it was checked out."""
        return 0o755 if self.program else 0o644


Tree = Mapping[str, Packed]


def main(arguments: Sequence[str]) -> int:
    """Pack a release into a folder, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m requirements.packing")
    parser.add_argument("folder", type=Path)
    for path in packed(parser.parse_args(arguments).folder):
        print(f"{path} {path.stat().st_size:,} B")
    return 0


def packed(folder: Path) -> list[Path]:
    """Write a release's files into a folder; return their paths."""
    tree, when = tracked(), _when()
    copied = [name for line in _COPIES.findall(_text(tree, "Dockerfile")) for name in line.split()]
    context = under(tree, [*copied, *BESIDE_DOCKERFILE])
    version = tomllib.loads(_text(tree, "pyproject.toml"))["project"]["version"]
    name = f"bulletin-bot-{version}"
    folder.mkdir(parents=True, exist_ok=True)
    wheel = _wheel(context, folder, when)
    container = folder / f"{name}-context.tar.gz"
    container.write_bytes(_tar(context, when))
    zipped = folder / f"{name}.zip"
    zipped.write_bytes(_zip(_for_zip(tree, version), name, when))
    sums = folder / "SHA256SUMS"
    made = [wheel, container, zipped]
    sums.write_text("".join(f"{_sum(path)}  {path.name}\n" for path in made), "utf-8")
    return [*made, sums]


def tracked() -> Tree:
    """Return what git knows of the working tree, by path."""
    listed = _git("ls-files", "--stage", "-z").split("\0")
    return dict(sorted(_entry(line) for line in listed if line))


def under(tree: Tree, names: Sequence[str]) -> Tree:
    """Return what stands under some paths, or is one of them."""
    return {
        path: one
        for path, one in tree.items()
        if any(path == name or path.startswith(f"{name}/") for name in names)
    }


def _entry(line: str) -> tuple[str, Packed]:
    facts, _, path = line.partition("\t")
    mode, place = facts.partition(" ")[0], ROOT / path
    if mode == _LINK:
        return path, Packed(str(place.readlink()).encode(), link=True)
    return path, Packed(place.read_bytes(), program=mode == _PROGRAM)


def _for_zip(tree: Tree, version: str) -> Tree:
    """Return what the zip holds; links are what they lead to, as not every unpacker makes links."""
    whole = dict(_followed(tree, under(tree, ZIPPED)))
    for path, one in under(tree, [OF_THE_ZIP]).items():
        content = one.content.replace(b"VERSION", version.encode())
        whole[path.removeprefix(f"{OF_THE_ZIP}/")] = Packed(content, one.program)
    return dict(sorted(whole.items()))


def _followed(tree: Tree, some: Tree) -> Iterator[tuple[str, Packed]]:
    for path, one in some.items():
        if not one.link:
            yield path, one
            continue
        target = os.path.normpath(Path(path).parent / one.content.decode())
        for there, file in under(tree, [target]).items():
            yield path + there.removeprefix(target), file


def _wheel(context: Tree, folder: Path, when: int) -> Path:
    """Build the wheel of a copy, as building leaves traces where it is done."""
    with tempfile.TemporaryDirectory() as scratch:
        source, out = Path(scratch, "source"), Path(scratch, "wheel")
        for path, one in context.items():
            place = source / path
            place.parent.mkdir(parents=True, exist_ok=True)
            if one.link:
                place.symlink_to(one.content.decode())
            else:
                place.write_bytes(one.content)
                place.chmod(one.mode)
        options = ("--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--no-cache-dir")
        subprocess.run(
            [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", out, source],
            env={**os.environ, "SOURCE_DATE_EPOCH": str(when)},
            umask=0o022,  # a wheel keeps the modes
            check=True,
        )
        (made,) = out.glob("*.whl")
        return Path(shutil.copy(made, folder))


def _tar(tree: Tree, when: int) -> bytes:
    whole = io.BytesIO()
    with (
        # What gzip.compress writes of the system differs from one Python to the next.
        gzip.GzipFile(filename="", mode="wb", fileobj=whole, mtime=0) as pressed,
        tarfile.open(fileobj=pressed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path, one in tree.items():
            entry = tarfile.TarInfo(path)
            entry.mtime, entry.mode = when, one.mode
            if one.link:
                entry.type, entry.linkname = tarfile.SYMTYPE, one.content.decode()
                archive.addfile(entry)
            else:
                entry.size = len(one.content)
                archive.addfile(entry, io.BytesIO(one.content))
    return whole.getvalue()


def _zip(tree: Tree, name: str, when: int) -> bytes:
    whole = io.BytesIO()
    moment = time.gmtime(when)
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, one in tree.items():
            entry = zipfile.ZipInfo(f"{name}/{path}", moment[:6])
            entry.create_system = 3  # Unix, so that modes count
            entry.external_attr = (0o100000 | one.mode) << 16
            archive.writestr(entry, one.content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _when() -> int:
    """Return the time that every file gets, in seconds since 1970."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return int(given or _git("log", "-1", "--format=%ct"))


def _git(*arguments: str) -> str:
    git = shutil.which("git") or "git"
    try:
        done = subprocess.run([git, "-C", ROOT, *arguments], stdout=subprocess.PIPE, check=True)
    except (OSError, subprocess.CalledProcessError):
        sys.exit(NO_CHECKOUT)
    return done.stdout.decode()


def _text(tree: Tree, path: str) -> str:
    return tree[path].content.decode()


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
