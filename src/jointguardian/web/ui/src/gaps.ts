// Collection gaps on the room's map: which places nobody reports from, and for how many days. Loaded
// when the box is ticked; the page of gaps says the same in words.

import * as maplibre from "maplibre-gl";
import { json } from "./data";
import { query, say, view } from "./live";
import { at } from "./root";
import { colour } from "./theme";

interface Silence {
  name: string;
  names: Record<string, string> | string;
  state: string;
  days: number | null;
  why: string;
  missing: string[] | string;
  last_report: string | null;
  sign: string;
}

type Layer = GeoJSON.FeatureCollection<GeoJSON.Geometry | null, Silence>;

const LAYERS = ["gap-areas", "gap-lines", "gap-places", "gap-days"];
/** The days of silence; that a place was never named stands there only from near by. */
const DAYS: maplibre.ExpressionSpecification = ["step", ["zoom"], ["case", ["==", ["get", "state"], "unnamed"], "", ["get", "sign"]], 9.5, ["get", "sign"]];
const listened = new WeakSet<maplibre.Map>();
const STATES = ["silent", "quieter", "unnamed"];

/** Shows the silent places as they are at the moment looked at; fetched anew each time. */
export async function showGaps(map: maplibre.Map): Promise<void> {
  try {
    const layer = await json<Layer>(`/api/gaps.geojson?${query({ asOf: view().asOf })}`);
    if (!ticked()) return;
    const features = layer.features.filter((f) => f.geometry && STATES.includes(f.properties.state));
    for (const feature of features) feature.properties.sign = sign(feature.properties);
    put(map, { type: "FeatureCollection", features } as GeoJSON.FeatureCollection);
    document.getElementById("map")?.setAttribute("data-gaps", String(features.length));
    const silent = features.filter((f) => f.properties.state === "silent").length;
    announce(`${silent} places silent, ${features.length - silent} quieter than usual or never named.`);
  } catch {
    say("The collection gaps could not be loaded.");
  }
}

/** Takes the layer off the map. */
export function hideGaps(map: maplibre.Map): void {
  for (const id of LAYERS) if (map.getLayer(id)) map.removeLayer(id);
  if (map.getSource("gaps")) map.removeSource("gaps");
  document.getElementById("map")?.removeAttribute("data-gaps");
}

export function ticked(): boolean {
  return document.querySelector<HTMLInputElement>("#gaps")?.checked ?? false;
}

function announce(words: string): void {
  const status = document.getElementById("said");
  if (status) status.textContent = words;
}

function sign(gap: Silence): string {
  if (gap.days === null) return "never";
  return gap.days > 999 ? `${Math.round(gap.days / 365)} y` : `${gap.days} d`;
}

function put(map: maplibre.Map, data: GeoJSON.FeatureCollection): void {
  const there = map.getSource<maplibre.GeoJSONSource>("gaps");
  if (there) {
    there.setData(data);
    return;
  }
  map.addSource("gaps", { type: "geojson", data });
  const shade: maplibre.ExpressionSpecification = ["match", ["get", "state"], "silent", colour("contra"), "quieter", colour("update"), colour("soft")];
  const before = map.getLayer("names") ? "names" : undefined;
  map.addLayer({ id: "gap-areas", type: "fill", source: "gaps", filter: ["!=", ["geometry-type"], "Point"], paint: { "fill-color": shade, "fill-opacity": ["match", ["get", "state"], "silent", 0.28, "quieter", 0.2, 0.12] } }, before);
  map.addLayer({ id: "gap-lines", type: "line", source: "gaps", filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": shade, "line-width": 1.4, "line-dasharray": [3, 2] } }, before);
  map.addLayer({ id: "gap-places", type: "circle", source: "gaps", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 6, "circle-color": colour("map-area"), "circle-stroke-color": shade, "circle-stroke-width": 3 } });
  map.addLayer({
    id: "gap-days",
    type: "symbol",
    source: "gaps",
    layout: { "text-field": DAYS, "text-font": ["system-ui", "sans-serif"], "text-size": 12, "text-offset": [0, 1.4], "symbol-sort-key": ["-", 0, ["coalesce", ["get", "days"], 0]] },
    paint: { "text-color": colour("ink"), "text-halo-color": colour("map-area"), "text-halo-width": 1.8 },
  });
  if (!listened.has(map)) map.on("click", ["gap-areas", "gap-places"], told);
  listened.add(map);
}

function told(event: maplibre.MapLayerMouseEvent): void {
  const map = event.target;
  if (map.queryRenderedFeatures(event.point, { layers: ["incidents"] }).length) return;
  const feature = event.features?.[0];
  if (!feature) return;
  new maplibre.Popup({ maxWidth: "320px", offset: 10 }).setLngLat(event.lngLat).setDOMContent(box(feature.properties as Silence)).addTo(map);
}

function box(gap: Silence): HTMLElement {
  const whole = document.createElement("div");
  whole.className = "spot";
  const title = document.createElement("h3");
  title.textContent = names(gap);
  whole.append(title, line(`${gap.why}.`));
  const missing = typeof gap.missing === "string" ? (JSON.parse(gap.missing) as string[]) : gap.missing;
  if (gap.state !== "unnamed") for (const words of missing) whole.append(line(words));
  const { asOf } = view();
  const days = gap.days === null ? "" : String(gap.days);
  whole.append(link(`/requests?${new URLSearchParams({ ...(asOf ? { as_of: asOf } : {}), place: gap.name, days }).toString()}`, "Ask for a report"));
  if (gap.last_report) whole.append(" ", link(`/report/${encodeURIComponent(gap.last_report)}?${query({ asOf })}`, "Last report"));
  return whole;
}

function names(gap: Silence): string {
  const all = typeof gap.names === "string" ? (JSON.parse(gap.names) as Record<string, string>) : gap.names;
  const side = ["sq", "sr-Latn", "sr-Cyrl"].map((tag) => all[tag]).filter(Boolean);
  return [...new Set(side)].join(" · ") || gap.name;
}

function line(words: string): HTMLParagraphElement {
  const p = document.createElement("p");
  p.textContent = words;
  return p;
}

function link(path: string, words: string): HTMLAnchorElement {
  const a = document.createElement("a");
  a.href = at(path);
  a.textContent = words;
  return a;
}
