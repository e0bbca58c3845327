"""Who may ask: this machine's browser, on the page itself.

Listening on 127.0.0.1 keeps other machines out, but not other sites that are open in the browser
here. One that has its own name point to 127.0.0.1 is told by the Host that it asks for (DNS
rebinding), one that posts across sites by its Origin.
"""

from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web

from bot.preview.server import LOOPBACK

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

_SAFE = frozenset({hdrs.METH_GET, hdrs.METH_HEAD})
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guarded(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Refuse with 403 what comes from elsewhere; put `HEADERS` on everything else."""
    if not _is_ours(request):
        return web.Response(status=403, text="只在本机的这一页上用。Only from the page itself.\n")
    response = await handler(request)
    if not response.prepared:
        response.headers.update(HEADERS)
    return response


def _is_ours(request: web.Request) -> bool:
    if request.transport is None:
        return False
    port = request.transport.get_extra_info("sockname")[1]
    hosts = (f"{LOOPBACK}:{port}", f"localhost:{port}")
    if request.headers.get(hdrs.HOST) not in hosts:
        return False
    origin = request.headers.get(hdrs.ORIGIN)
    if origin is None:
        return request.method in _SAFE
    return origin in tuple(f"http://{host}" for host in hosts)
