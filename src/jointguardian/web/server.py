"""Granian in this process, so that the page asks the very room that it was given."""

import asyncio
import logging
import signal
import socket
from contextlib import suppress
from threading import Thread

from granian.server.embed import Server

from ..access import LOCAL, Viewer
from ..access.door import Door
from ..errors import InputError
from .app import STANDING_OPEN, create_app
from .guards import is_local
from .room import Room
from .session import Doorway


def serve(
    room: Room,
    *,
    viewer: Viewer = LOCAL,
    host: str = "127.0.0.1",
    port: int = 8347,
    door: Door | None = None,
    doorway: Doorway = STANDING_OPEN,
) -> None:
    """Serves the room until it is stopped (Ctrl-C, or SIGTERM).

    Raises InputError for a port that is taken, and, where no password is set, for an address that
    other machines reach or a name or proxy by which they would.
    """
    door = door or Door(None)
    _assert_closed(host, door, doorway)
    _assert_free(host, port)
    app = create_app(room, viewer=viewer, host=host, door=door, doorway=doorway)
    # after the app, which loads pydantic: the reader hides it while it loads what does without
    Thread(target=room.capture.warm, daemon=True).start()
    logging.getLogger("_granian").setLevel(logging.ERROR)
    server = Server(app, address=host, port=port, interface="asgi", log_enabled=False)  # type: ignore[arg-type]
    room.alert_watch.start(viewer)
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(_until_stopped(server, room))
    finally:
        room.alert_watch.close()


def _assert_closed(host: str, door: Door, doorway: Doorway) -> None:
    """Raises InputError for a room without a password that more than this machine would reach."""
    if door.locked:
        return
    ways = [h for h in (host, *sorted(doorway.names)) if not is_local(h)]
    ways += [f"the proxy at {p}" for p in sorted(doorway.proxies)]
    if ways:
        raise InputError(
            f"{ways[0]} lets other machines in and the room has no password",
            way_out="set one with `guardian user password`, or use --host 127.0.0.1",
        )


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


async def _until_stopped(server: Server, room: Room) -> None:
    loop = asyncio.get_running_loop()

    def stop() -> None:
        room.stream.close()  # an open stream would keep the server from ending
        server.stop()  # type: ignore[no-untyped-call]

    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError, RuntimeError):  # Windows; not the main thread
            loop.add_signal_handler(name, stop)
    await server.serve()
