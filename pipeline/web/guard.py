"""Who may ask and who may write: host names, token, password, and the headers that fence a page in."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

App = Callable[..., Any]
Scope = MutableMapping[str, Any]

OWN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""For our pages: nothing from elsewhere, no script or style within a page."""
DATA_POLICY = OWN_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""For Datasette's tables, which set the heads of narrow screens in a style of the page."""

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


@dataclass(frozen=True, slots=True)
class Access:
    """The token that lets a browser write, and the password that lets other machines in."""

    host: str
    port: int
    password: str | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def is_token(self, typed: str) -> bool:
        """Whether this is the token; takes the same time whatever is typed."""
        return hmac.compare_digest(typed.encode(), self.token.encode())

    def is_password(self, typed: str) -> bool:
        """Whether this is the password."""
        return self.password is not None and hmac.compare_digest(typed.encode(), self.password.encode())

    def knows(self, host: str) -> bool:
        """Whether a request for this host name is meant for us.

        A page elsewhere can have its own name lead to this machine; a browser then sends that name. Addresses
        in figures cannot be made to do so. With a password such a page learns nothing: other machines may
        call this one by whatever name it has there.
        """
        if self.password is not None:
            return True
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        name = name.strip("[]").casefold()
        if name in ("localhost", self.host.casefold()):
            return True
        return _is_address(name) and ipaddress.ip_address(name).is_loopback


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_this_machine(host: str) -> bool:
    """Whether only this machine can reach a server that listens there."""
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


class Guard:
    """Refuses requests under foreign names and fences every page in with headers."""

    def __init__(self, app: App, access: Access, own: Sequence[str]) -> None:
        self._app, self._access, self._own = app, access, tuple(own)

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        if not self._access.knows(host):
            await _refuse(send)
            return
        policy = OWN_POLICY if self._is_own(scope["path"]) else DATA_POLICY

        async def fenced(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                given = [pair for pair in message["headers"] if pair[0].lower() != b"content-security-policy"]
                policies = [(b"content-security-policy", policy.encode())]
                message = {**message, "headers": [*given, *policies, *_HEADERS]}
            await send(message)

        await self._app(scope, receive, fenced)

    def _is_own(self, path: str) -> bool:
        return path == "/" or path.startswith(self._own)


async def _refuse(send: Any) -> None:
    body = "Máy chủ này không mang tên đó / This server does not go by that name.\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": body})
