// The areas of the mandate's rules on the room's map, coloured by what the record says of each as of
// the moment looked at. Loaded when the box is ticked; the page of the mandate says the same in words.

import * as maplibre from "maplibre-gl";
import { json } from "./data";
import { query, say, view } from "./live";
import { at } from "./root";
import { colour } from "./theme";

interface Zone {
  name: string;
  finding: "breach" | "compliant" | "not-determinable";
  findings: string[] | string;
  missing: string[] | string;
  uncertain_km: number;
  basis: string;
}

const LAYERS = ["zone-areas", "zone-lines", "zone-names"];
const listened = new WeakSet<maplibre.Map>();

/** Shows the areas as they stand at the moment looked at; fetched anew each time. */
export async function showZones(map: maplibre.Map): Promise<void> {
  try {
    const layer = await json<GeoJSON.FeatureCollection<GeoJSON.Geometry, Zone>>(`/api/mandate/areas.geojson?${query({ asOf: view().asOf })}`);
    if (!ticked()) return;
    put(map, layer);
    document.getElementById("map")?.setAttribute("data-zones", String(layer.features.length));
    const open = layer.features.filter((f) => f.properties.finding === "not-determinable").length;
    const status = document.getElementById("said");
    if (status) status.textContent = `${layer.features.length} areas of the mandate, ${open} not determinable.`;
  } catch {
    say("The areas of the mandate could not be loaded.");
  }
}

/** Takes the layer off the map. */
export function hideZones(map: maplibre.Map): void {
  for (const id of LAYERS) if (map.getLayer(id)) map.removeLayer(id);
  if (map.getSource("zones")) map.removeSource("zones");
  document.getElementById("map")?.removeAttribute("data-zones");
}

function ticked(): boolean {
  return document.querySelector<HTMLInputElement>("#zones")?.checked ?? false;
}

function put(map: maplibre.Map, data: GeoJSON.FeatureCollection): void {
  const there = map.getSource<maplibre.GeoJSONSource>("zones");
  if (there) {
    there.setData(data);
    return;
  }
  map.addSource("zones", { type: "geojson", data });
  const shade: maplibre.ExpressionSpecification = ["match", ["get", "finding"], "breach", colour("contra"), "compliant", colour("good"), colour("soft")];
  const before = map.getLayer("names") ? "names" : undefined;
  map.addLayer({ id: "zone-areas", type: "fill", source: "zones", paint: { "fill-color": shade, "fill-opacity": ["match", ["get", "finding"], "not-determinable", 0.08, 0.22] } }, before);
  map.addLayer({ id: "zone-lines", type: "line", source: "zones", paint: { "line-color": shade, "line-width": 1.6, "line-dasharray": [4, 2] } }, before);
  map.addLayer({
    id: "zone-names",
    type: "symbol",
    source: "zones",
    layout: { "text-field": ["concat", ["get", "name"], "\n", ["get", "finding"]], "text-font": ["system-ui", "sans-serif"], "text-size": 12 },
    paint: { "text-color": colour("ink"), "text-halo-color": colour("map-area"), "text-halo-width": 1.8 },
  });
  if (!listened.has(map)) map.on("click", "zone-areas", told);
  listened.add(map);
}

function told(event: maplibre.MapLayerMouseEvent): void {
  const map = event.target;
  if (map.queryRenderedFeatures(event.point, { layers: ["incidents"] }).length) return;
  const zone = event.features?.[event.features.length - 1]?.properties as Zone | undefined;
  if (zone) new maplibre.Popup({ maxWidth: "340px", offset: 10 }).setLngLat(event.lngLat).setDOMContent(box(zone)).addTo(map);
}

function box(zone: Zone): HTMLElement {
  const whole = document.createElement("div");
  whole.className = "spot";
  const title = document.createElement("h3");
  title.textContent = zone.name;
  whole.append(title, ...list(zone.findings).map(line));
  for (const words of list(zone.missing).slice(0, 3)) whole.append(line(`Missing: ${words}`));
  whole.append(line(`Its line is known to ${zone.uncertain_km} km. ${zone.basis}`));
  const link = document.createElement("a");
  link.href = at(`/mandate?${query({ asOf: view().asOf })}#rules`);
  link.textContent = "The rules";
  whole.append(link);
  return whole;
}

/** MapLibre hands lists over as text. */
function list(value: string[] | string): string[] {
  return typeof value === "string" ? (JSON.parse(value) as string[]) : value;
}

function line(words: string): HTMLParagraphElement {
  const p = document.createElement("p");
  p.textContent = words;
  return p;
}
