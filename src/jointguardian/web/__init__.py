"""The operations room: the picture on pages, for one person on this machine.

room        what the web asks of an operation (the pipeline answers)
app         the Litestar application; server: granian in this process
guards      host check, security headers, forged-request check; problems: errors to statuses
asked       what a page's address asks for, and links that keep it
views/      a value of the picture turned into what a template shows; pure
routes/     one file a page, each with its JSON twin
templates/  Jinja, always escaped
ui/         TypeScript and style sheets, built into static/app with the package
"""

from .app import create_app
from .room import Room
from .server import serve

__all__ = ["Room", "create_app", "serve"]
