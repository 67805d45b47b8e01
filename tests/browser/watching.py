"""A page that is watched: each request and each complaint of the browser is remembered."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, expect

# The browser stays quiet: no update, sync or probe of its own.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
    "--lang=en-GB",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS / 2)


class Watched:
    """A page that remembers each request and each complaint."""

    def __init__(self, browser: Browser, address: str, **options: object) -> None:
        self.context = browser.new_context(locale="en-GB", **options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.address = address
        self.page.set_default_timeout(PATIENCE_MS)
        self._open: set[Request] = set()
        self.page.on("request", self._asked)
        for end in ("requestfinished", "requestfailed"):
            self.page.on(end, self._ended)  # type: ignore[call-overload]
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("console", lambda m: m.type == "error" and self.complaints.append(m.text))

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
        if "/api/stream" not in request.url:
            self._open.add(request)

    def _ended(self, request: Request) -> None:
        self._open.discard(request)

    def settle(self) -> None:
        """Waits until everything that was asked for is there; the stream of news never ends."""
        for _ in range(PATIENCE_MS // 20):
            self.page.wait_for_timeout(20)
            if not self._open:
                return
        raise AssertionError(f"still open: {[r.url for r in self._open]}")

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.address + path)
        if path.startswith("/?") or path == "/":
            self.page.wait_for_selector("#map[data-drawn]")
        return self.page

    def assert_content(self) -> None:
        """No request left this machine, and the browser complained of nothing."""
        own = urlsplit(self.address).netloc
        parts = [urlsplit(r) for r in self.requests]
        assert not [p for p in parts if p.scheme in ("http", "https", "ws") and p.netloc != own]
        assert self.complaints == []
