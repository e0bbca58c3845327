"""Proxies that really are between: http (CONNECT, and plain calls passed on) and socks5.

Each finds the hosts that it is told of on this machine, so that a test can name a Bot API that is
reached through a proxy only, though it is a loopback one. Login and refusals are as RFC 9110, 1928
and 1929 say.
"""

import asyncio
import shutil
import ssl
import subprocess
from asyncio import StreamReader, StreamWriter
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"


@dataclass(slots=True)
class Proxy:
    """A proxy that runs: its address without login, and where each connection led, oldest first.

    ``turned_away`` counts those that had no login, or another.
    """

    url: str = ""
    led: list[str] = field(default_factory=list)
    turned_away: int = 0

    def address(self, login: str) -> str:
        """Return the address with a login, as the setting has it."""
        return self.url.replace("://", f"://{login}@")


@dataclass(frozen=True, slots=True)
class _Serving:
    proxy: Proxy
    hosts: Mapping[str, int]
    login: str | None

    async def reached(self, where: str) -> tuple[StreamReader, StreamWriter] | None:
        """Open the way to ``host:port``; None where none leads there."""
        host, _, port = where.rpartition(":")
        if self.hosts.get(host) != int(port):
            return None
        self.proxy.led.append(where)
        return await asyncio.open_connection(LOOPBACK, int(port))

    async def http(self, reader: StreamReader, writer: StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *fields = head.rstrip().split("\r\n")
        method, target, _ = line.split(" ")
        given = next((one for one in fields if one.startswith("Proxy-Authorization: ")), None)
        wanted = self.login and f"Basic {b64encode(self.login.encode()).decode()}"
        if wanted is not None and given != f"Proxy-Authorization: {wanted}":
            self.proxy.turned_away += 1
            writer.write(_page(407, "Proxy Authentication Required"))
            return
        tunnel = method == "CONNECT"
        parts = urlsplit(target)
        there = await self.reached(target if tunnel else parts.netloc)
        if there is None:
            writer.write(_page(502, "Bad Gateway"))
            return
        if tunnel:
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:  # one call a connection, so that each is seen
            kept = [one for one in fields if not one.startswith(("Proxy-", "Connection:"))]
            own = [f"{method} {parts.path}?{parts.query} HTTP/1.1", *kept, "Connection: close"]
            there[1].write(("\r\n".join(own) + "\r\n\r\n").encode("latin-1"))
        await _carried(reader, writer, *there)

    async def socks5(self, reader: StreamReader, writer: StreamWriter) -> None:
        _, count = await reader.readexactly(2)
        methods = await reader.readexactly(count)
        method = 0 if self.login is None else 2
        if method not in methods:
            self.proxy.turned_away += 1
            writer.write(b"\x05\xff")
            return
        writer.write(bytes((5, method)))
        if self.login is not None:
            words = [await self._word(reader, skipped) for skipped in (1, 0)]
            right = b":".join(words) == self.login.encode()
            writer.write(b"\x01\x00" if right else b"\x01\x01")
            if not right:
                self.proxy.turned_away += 1
                return
        host = await self._word(reader, 4)  # a name: it is for the proxy to find
        port = int.from_bytes(await reader.readexactly(2))
        there = await self.reached(f"{host.decode()}:{port}")
        writer.write(bytes((5, 0 if there else 4, 0, 1, 0, 0, 0, 0, 0, 0)))
        if there is not None:
            await _carried(reader, writer, *there)

    @staticmethod
    async def _word(reader: StreamReader, skipped: int) -> bytes:
        *_, length = await reader.readexactly(skipped + 1)
        return await reader.readexactly(length)


@asynccontextmanager
async def proxy(
    kind: str, hosts: Mapping[str, int], login: str | None = None
) -> AsyncIterator[Proxy]:
    """Serve a proxy, ``http`` or ``socks5``, that leads to ``hosts`` on this machine.

    With a ``login`` (``user:password``) it leads nobody else.
    """
    found = Proxy()
    serving = _Serving(found, hosts, login)
    async with _served(serving.http if kind == "http" else serving.socks5) as port:
        found.url = f"{kind}://{LOOPBACK}:{port}"
        yield found


@asynccontextmanager
async def answering(with_what: bytes) -> AsyncIterator[str]:
    """Serve what gives every connection the same answer; yields its ``host:port``."""

    async def speak(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(with_what)
        await reader.read()

    async with _served(speak) as port:
        yield f"{LOOPBACK}:{port}"


@asynccontextmanager
async def over_tls(port: int, certificate: tuple[Path, Path]) -> AsyncIterator[int]:
    """Serve what is at ``port`` over TLS; yields the port of that."""

    async def speak(reader: StreamReader, writer: StreamWriter) -> None:
        await _carried(reader, writer, *await asyncio.open_connection(LOOPBACK, port))

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    async with _served(speak, context) as secure:
        yield secure


def certified(folder: Path, host: str, refuse: Callable[[str], object]) -> tuple[Path, Path]:
    """Make a certificate for ``host`` and this machine, and its key; without openssl ``refuse``."""
    openssl = shutil.which("openssl")
    if openssl is None:
        refuse("there is no openssl here")
    certificate, key = folder / "cert.pem", folder / "key.pem"
    command = [str(openssl), "req", "-x509", "-newkey", "ec", "-pkeyopt"]
    command += ["ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", f"/CN={host}"]
    command += ["-addext", f"subjectAltName=DNS:{host},IP:{LOOPBACK}"]
    command += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


@asynccontextmanager
async def _served(
    speak: Callable[[StreamReader, StreamWriter], Awaitable[None]],
    context: ssl.SSLContext | None = None,
) -> AsyncIterator[int]:
    running = set[asyncio.Task[None]]()

    async def taken(reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError), closing(writer):
            await speak(reader, writer)

    def begun(reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.create_task(taken(reader, writer))
        running.add(task)
        task.add_done_callback(running.discard)

    server = await asyncio.start_server(begun, LOOPBACK, 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _carried(
    reader: StreamReader, writer: StreamWriter, back: StreamReader, forth: StreamWriter
) -> None:
    """Carry bytes both ways until one side ends."""
    with closing(forth):
        ways = [asyncio.create_task(_copied(*way)) for way in ((reader, forth), (back, writer))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)


async def _copied(reader: StreamReader, writer: StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()


def _page(status: int, reason: str) -> bytes:
    return (
        f"HTTP/1.1 {status} {reason}\r\nContent-Length: {len(reason)}\r\n"
        f"Connection: close\r\n\r\n{reason}"
    ).encode()
