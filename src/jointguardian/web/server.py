"""Granian in this process, so that the page asks the very room that it was given."""

import asyncio
import logging
import signal
import socket
from contextlib import suppress

from granian.server.embed import Server

from ..access import LOCAL, Viewer
from ..errors import InputError
from .app import create_app
from .guards import is_local
from .room import Room


def serve(room: Room, *, viewer: Viewer = LOCAL, host: str = "127.0.0.1", port: int = 8347) -> None:
    """Serves the room until it is stopped (Ctrl-C, or SIGTERM).

    Raises InputError for an address that other machines reach: the room has one local user and
    no accounts yet, so it is not for the network; and for a port that is taken.
    """
    if not is_local(host):
        raise InputError(
            f"{host} can be reached from other machines and the room has no accounts yet",
            way_out="use --host 127.0.0.1",
        )
    _assert_free(host, port)
    app = create_app(room, viewer=viewer, host=host)
    logging.getLogger("_granian").setLevel(logging.ERROR)
    server = Server(app, address=host, port=port, interface="asgi", log_enabled=False)  # type: ignore[arg-type]
    with suppress(KeyboardInterrupt):
        asyncio.run(_until_stopped(server))


def _assert_free(host: str, port: int) -> None:
    """Raises InputError for a taken port: granian shares one, so that two rooms would take turns."""
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as fault:
            raise InputError(
                f"port {port} cannot be used ({fault.strerror})", way_out="give --port another one"
            ) from fault


async def _until_stopped(server: Server) -> None:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError, RuntimeError):  # Windows; not the main thread
            loop.add_signal_handler(name, server.stop)
    await server.serve()
