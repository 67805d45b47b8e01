"""Speed of the gazetteer and the municipality index, and how well the approximate polygons agree.

    .venv/bin/python benchmarks/bench_geo.py

The agreement is measured against data that stays outside the project (GUARDIAN_DATA, default
../shared/data); without it that part says so and is left out.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("GUARDIAN_DATA", ROOT.parent / "shared/data"))
PACK = ROOT / "src/jointguardian/packs/kosovo"
COLD = """
import time
t, c = time.perf_counter(), time.process_time()
from jointguardian.geo import load_gazetteer
g = load_gazetteer()
assert g.lookup("Звечан")[0].municipality == "zvecan"
print(time.perf_counter() - t, time.process_time() - c)
"""
# Names that the reference polygons use, by municipality.
REFERENCE_NAMES = {
    "kamenica": "Dardanë", "decani": "Deçan", "djakovica": "Gjakova", "gnjilane": "Gjilan",
    "glogovac": "Drenas", "istok": "Istog/Burim", "dragas": "Dragash", "klina": "Klinë",
    "kacanik": "Kaçanik", "kosovo-polje": "Fushë Kosovë", "leposavic": "Leposaviq",
    "mitrovica-south": "Mitrovicë", "obilic": "Obiliq", "novo-brdo": "Novobërdë",
    "lipljan": "Lipjan", "pec": "Pejë", "orahovac": "Rahovec", "prizren": "Prizren",
    "podujevo": "Besianë", "strpce": "Shtërpcë", "stimlje": "Shtime", "srbica": "Skënderaj",
    "vitina": "Viti", "urosevac": "Ferizaj", "suva-reka": "Suharekë/Therandë", "zvecan": "Zveçan",
    "zubin-potok": "Zubin Potok", "vucitrn": "Vushtrri", "mamusa": "Mamushë", "junik": "Junik",
    "malisevo": "Malishevë", "ranilug": "Ranillug", "gracanica": "Graçanicë",
    "elez-han": "Hani i Elezit", "klokot": "Kllokot", "partes": "Partesh",
    "mitrovica-north": "Mitrovicë e Veriut", "pristina": "Prishtine",
}  # fmt: skip


def cold_start(runs: int = 7) -> tuple[float, float]:
    """Median wall and processor seconds in a fresh interpreter, first import to first answer."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", COLD]
    seconds = [
        subprocess.run(command, env=environment, capture_output=True, check=True).stdout.split()
        for _ in range(runs)
    ]
    wall, processor = np.median(np.array(seconds, dtype=float), axis=0)
    return float(wall), float(processor)


def index_speed(points: int = 1_000_000) -> tuple[float, float, int]:
    """Processor seconds to read the polygons, to place a million points, and how many fell inside."""
    from jointguardian.geo import MunicipalityIndex

    raw = (PACK / "municipalities.geojson").read_bytes()
    begin = time.process_time()
    index = MunicipalityIndex.from_geojson(raw)
    read = time.process_time() - begin
    rng = np.random.default_rng(1)
    lats, lons = rng.uniform(41.85, 43.27, points), rng.uniform(20.0, 21.8, points)
    begin = time.process_time()
    found = index.of_many(lats, lons)
    return read, time.process_time() - begin, points - found.count(None)


def scan_speed() -> float:
    """Characters a second of processor."""
    from jointguardian.geo import load_gazetteer

    gazetteer = load_gazetteer()
    text = "Clashes near Zvečan and North Mitrovica, police in Leposavić said on Monday. " * 2000
    begin = time.process_time()
    gazetteer.scan(text)
    return len(text) / (time.process_time() - begin)


def agreement(reference: Path) -> None:
    """Share of Kosovo's area with the same municipality, per municipality and in all."""
    from shapely import make_valid
    from shapely.geometry import shape

    ours = {
        f["properties"]["id"]: make_valid(shape(f["geometry"]))
        for f in json.loads((PACK / "municipalities.geojson").read_bytes())["features"]
    }
    theirs = {
        f["properties"]["name"]: make_valid(shape(f["geometry"]))
        for f in json.loads(reference.read_bytes())["features"]
    }
    same = {i: ours[i].intersection(theirs[n]).area for i, n in REFERENCE_NAMES.items()}
    share = {i: same[i] / theirs[n].area for i, n in REFERENCE_NAMES.items()}
    whole = sum(s.area for s in theirs.values())
    print(f"same municipality: {sum(same.values()) / whole:.3f} of the area")
    for ident, part in sorted(share.items(), key=lambda pair: pair[1]):
        union = ours[ident].union(theirs[REFERENCE_NAMES[ident]]).area
        print(f"  {ident:16s} {part:.3f}  IoU {same[ident] / union:.3f}")


def main() -> None:
    wall, processor = cold_start()
    print(f"gazetteer, cold, to the first answer: {wall:.3f} s ({processor:.3f} s of processor)")
    print(f"scan: {scan_speed() / 1e6:.2f} million characters a second")
    read, seconds, inside = index_speed()
    print(f"polygons read: {read:.3f} s; 1,000,000 points: {seconds:.2f} s ({inside} inside)")
    reference = DATA / "geo/kosovo_municipalities.geojson"
    if reference.exists():
        agreement(reference)
    else:
        print("agreement: not measured, the reference polygons are absent (set GUARDIAN_DATA)")


if __name__ == "__main__":
    main()
