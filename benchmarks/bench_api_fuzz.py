"""Schemathesis against a served operation over its OpenAPI: which made-up requests make it fail.

    python benchmarks/bench_api_fuzz.py [EXAMPLES]

EXAMPLES of each operation (60 unless said), valid and invalid ones, on the demonstration, with ids of
what is there. Prints schemathesis' summary; the
exit code is its own: 0 when nothing failed with a status of 500 or above, and every answer had a
status, a form and a shape that the description gives.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

import httpx

CHECKS = ",".join((
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_schema_conformance",
))  # fmt: skip


def main() -> None:
    """Builds an operation, serves it, and asks."""
    examples = sys.argv[1] if len(sys.argv) > 1 else "60"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = Path(tempfile.mkdtemp()) / "op"
    guardian = [sys.executable, "-m", "jointguardian"]
    subprocess.run(
        [*guardian, "demo", "--dir", str(folder), "--no-serve"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    made = [*guardian, "-C", str(folder), "user", "token", "Fuzz"]
    token = subprocess.run(made, check=True, capture_output=True, text=True).stdout.strip()
    log = (folder.parent / "server.log").open("w")
    server = subprocess.Popen(
        [*guardian, "-C", str(folder), "serve", "--port", str(port)], stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                with urlopen(f"{address}/healthz", timeout=2):
                    break
            except OSError:
                time.sleep(0.3)
        (folder.parent / "schemathesis.toml").write_text(_ids(address, token))
        done = subprocess.run(
            [
                str(Path(sys.executable).with_name("schemathesis")), "run",
                f"{address}/api/openapi.json", "--url", address,
                "--header", f"Authorization: Bearer {token}",
                "--checks", CHECKS, "--mode", "all",
                "--max-examples", examples, "--exclude-path", "/api/stream",
                "--phases", "examples,coverage,fuzzing", "--seed", "1", "--request-timeout", "20",
            ],
            cwd=folder.parent,
        )  # fmt: skip
    finally:
        server.terminate()
        server.wait(20)
        failures = [
            line
            for line in (folder.parent / "server.log").read_text().splitlines()
            if '"failed"' in line
        ]
        print(f"lines of failure in the server's log: {len(failures)}")
        print("\n".join(failures[:10]))
        shutil.rmtree(folder.parent, ignore_errors=True)
    sys.exit(done.returncode)


def _ids(address: str, token: str) -> str:
    """Ids of what is there, as schemathesis' settings: made-up ones would only ever be unknown."""
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
        lines = client.get("/api/watch").json()["rows"]
        incident = next(r["id"] for r in lines if r["id"].startswith("i_"))
        report = client.get(f"/api/incidents/{incident}").json()["incident"]["reports"][0]
        item = client.get("/api/review").json()[0]["id"]
        begun = client.post("/api/products/begin", json={"kind": "sitrep", "as_of": "2023-05-30"})
        asking = {"question": "How many?", "to": "RC-E", "due": "+6", "incident": incident}
        asked = client.post("/api/requests", json=asking)
        setting = client.post("/api/requirements/set", json={"text": "Are the roads open?"})
        made = {"product": begun, "rfi": asked, "requirement": setting}
        ids = {"incident": incident, "report": report, "item": item}
        ids |= {name: answer.raise_for_status().json()["id"] for name, answer in made.items()}
    ids["name"] = "incidents"
    return "[parameters]\n" + "".join(f'"path.{k}" = "{v}"\n' for k, v in ids.items())


if __name__ == "__main__":
    main()
