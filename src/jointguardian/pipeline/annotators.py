"""The annotator that somebody asks for by name, with the network and the disk that it needs."""

import os
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from ..errors import NotPermitted, UnknownName
from ..reading import Annotator, BuiltIn
from ..reading.annotators import ChatAnnotator, PipelineAnnotator
from ..settings import LOCAL_MODEL

KEY = "GUARDIAN_MODEL_KEY"
"""The environment variable with the endpoint's key, if it wants one."""
TIMEOUT_S = 120.0


def annotator_of(
    name: str,
    *,
    url: str = LOCAL_MODEL,
    elsewhere: bool = False,
    cache: Path | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Annotator:
    """`builtin`, `spacy:<pipeline>` or `openai:<model>`.

    Reports go to a model on this machine only, unless `elsewhere` is said. Answers are kept in the
    folder `cache`. Raises UnknownName for another name, NotPermitted for an endpoint elsewhere.
    """
    kind, _, rest = name.partition(":")
    if name == "builtin":
        return BuiltIn()
    if kind == "spacy" and rest:
        return PipelineAnnotator.load(rest)
    if kind == "openai" and rest:
        if not elsewhere and not is_local(url):
            raise NotPermitted(
                "that endpoint is not on this machine, and reports would leave it",
                where=url,
                way_out="set `model_elsewhere = true` if the operation may send its reports there",
            )
        kept: MutableMapping[str, bytes] = {} if cache is None else FolderCache(cache)
        return ChatAnnotator(rest, Endpoint(url), kept, note)
    raise UnknownName(
        f"no annotator is called {name!r}",
        way_out="use builtin, spacy:<pipeline> or openai:<model>",
    )


def is_local(url: str) -> bool:
    """Whether a URL names this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True)
class Endpoint:
    """An HTTP endpoint of the OpenAI chat shape; `url` ends before `/chat/completions`."""

    url: str

    def __call__(self, body: bytes) -> bytes:
        """One completion. Raises OSError when the endpoint cannot be reached or refuses."""
        import httpx  # only whoever asks a model waits for it to load

        headers = {"content-type": "application/json"}
        if key := os.environ.get(KEY):
            headers["authorization"] = f"Bearer {key}"
        try:
            answer = httpx.post(
                f"{self.url.rstrip('/')}/chat/completions",
                content=body,
                headers=headers,
                timeout=TIMEOUT_S,
                trust_env=not is_local(self.url),
            )
            answer.raise_for_status()
        except httpx.HTTPError as fault:
            raise ConnectionError(str(fault)) from fault
        return answer.content


@dataclass(frozen=True)
class FolderCache(MutableMapping[str, bytes]):
    """Answers by key, a file each; a file appears whole or not at all."""

    folder: Path

    def __getitem__(self, key: str) -> bytes:
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise KeyError(key) from None

    def __setitem__(self, key: str, value: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f"{key}.{os.getpid()}.part"
        part.write_bytes(value)
        part.replace(self._path(key))

    def __delitem__(self, key: str) -> None:
        self._path(key).unlink()

    def __iter__(self) -> Iterator[str]:
        return (p.stem for p in sorted(self.folder.glob("*.json")))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"
