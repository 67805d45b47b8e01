// The map of the force: units and camps at their places, sectors, restrictions, days without a patrol.

import * as maplibre from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { json } from "./data";
import { at } from "./root";
import { campImage, unitImage } from "./symbols";
import { colour, onTheme } from "./theme";

interface Sector {
  id: string;
  name: string;
  municipalities: string[];
}

interface Covered {
  municipality: string;
  days: number | null;
}

interface Layers {
  units: GeoJSON.FeatureCollection<GeoJSON.Point>;
  camps: GeoJSON.FeatureCollection<GeoJSON.Point>;
  restrictions: GeoJSON.FeatureCollection<GeoJSON.Point>;
  sectors: Sector[];
  coverage: Covered[];
}

const FONT = ["system-ui", "sans-serif"];
const SHADES = ["accent", "good", "update", "contra", "mark-place"];
const LONG = 9;
const GROUPS: Record<string, string[]> = {
  units: ["units"],
  camps: ["camps"],
  restrictions: ["restrictions", "restriction-names"],
  sectors: ["sectors"],
  coverage: ["coverage"],
};

/** A fill by municipality: each id with its colour, the others see-through. */
function fill(pairs: [string, string][]): maplibre.ExpressionSpecification | string {
  if (pairs.length === 0) return "rgba(0,0,0,0)";
  return ["match", ["get", "id"], ...pairs.flat(), "rgba(0,0,0,0)"] as unknown as maplibre.ExpressionSpecification;
}

function sectorFill(layers: Layers): maplibre.ExpressionSpecification | string {
  const seen = new Map<string, string>();
  for (const [index, sector] of layers.sectors.entries()) {
    for (const id of sector.municipalities) if (!seen.has(id)) seen.set(id, colour(SHADES[index % SHADES.length] ?? "accent"));
  }
  return fill([...seen]);
}

function coverageFill(layers: Layers): maplibre.ExpressionSpecification | string {
  return fill(layers.coverage.map(({ municipality, days }) => [municipality, days === null ? colour("soft") : days >= LONG ? colour("contra") : colour("good")]));
}

function style(layers: Layers): maplibre.StyleSpecification {
  const source = (data: GeoJSON.FeatureCollection | string): maplibre.GeoJSONSourceSpecification => ({ type: "geojson", data });
  const words = { "text-color": colour("map-text"), "text-halo-color": colour("map-area"), "text-halo-width": 1.4 };
  return {
    version: 8,
    sources: {
      region: source(at("/api/region.geojson")),
      area: source(at("/api/municipalities.geojson")),
      units: source(layers.units),
      camps: source(layers.camps),
      restrictions: source(layers.restrictions),
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colour("map-water") } },
      { id: "region", type: "fill", source: "region", paint: { "fill-color": colour("map-land") } },
      { id: "area", type: "fill", source: "area", paint: { "fill-color": colour("map-area") } },
      { id: "sectors", type: "fill", source: "area", paint: { "fill-color": sectorFill(layers), "fill-opacity": 0.25 } },
      { id: "coverage", type: "fill", source: "area", paint: { "fill-color": coverageFill(layers), "fill-opacity": 0.35 } },
      { id: "area-line", type: "line", source: "area", paint: { "line-color": colour("map-line"), "line-width": 0.8 } },
      { id: "camps", type: "symbol", source: "camps", layout: { "icon-image": "camp", "icon-size": 0.34, "icon-allow-overlap": true, "icon-offset": [0, 34], "text-field": ["get", "name"], "text-font": FONT, "text-size": 11, "text-anchor": "top", "text-offset": [0, 2.3], "text-optional": true }, paint: words },
      { id: "units", type: "symbol", source: "units", layout: { "icon-image": ["get", "sidc"], "icon-size": 0.4, "icon-allow-overlap": true, "text-field": ["get", "name"], "text-font": FONT, "text-size": 11, "text-anchor": "left", "text-offset": [1.8, 0], "text-optional": true }, paint: words },
      { id: "restrictions", type: "circle", source: "restrictions", paint: { "circle-radius": 8, "circle-color": colour("contra"), "circle-opacity": 0.35, "circle-stroke-color": colour("contra"), "circle-stroke-width": 2.5 } },
      { id: "restriction-names", type: "symbol", source: "restrictions", layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 11, "text-anchor": "bottom", "text-offset": [0, -1] }, paint: words },
    ],
  };
}

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("input[data-layer]")];
}

function apply(map: maplibre.Map): void {
  for (const box of boxes()) {
    for (const id of GROUPS[box.dataset["layer"] ?? ""] ?? []) {
      if (map.getLayer(id)) map.setLayoutProperty(id, "visibility", box.checked ? "visible" : "none");
    }
  }
}

function signs(map: maplibre.Map, layers: Layers): void {
  if (!map.hasImage("camp")) map.addImage("camp", campImage());
  for (const { properties } of layers.units.features) {
    const sidc = String(properties?.["sidc"] ?? "");
    if (sidc && !map.hasImage(sidc)) map.addImage(sidc, unitImage(sidc));
  }
}

function bounds(area: GeoJSON.FeatureCollection): maplibre.LngLatBounds | undefined {
  const box = new maplibre.LngLatBounds();
  const visit = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === "number" && typeof value[1] === "number") box.extend([value[0], value[1]]);
    else value.forEach(visit);
  };
  for (const { geometry } of area.features) if ("coordinates" in geometry) visit(geometry.coordinates);
  return box.isEmpty() ? undefined : box;
}

export async function startForceMap(): Promise<void> {
  const container = document.getElementById("force-map");
  const address = container?.dataset["layersUrl"];
  if (!container || !address) return;
  maplibre.setWorkerUrl(new URL(workerUrl, location.href).href);
  const [layers, area] = await Promise.all([json<Layers>(address), json<GeoJSON.FeatureCollection>("/api/municipalities.geojson")]);
  const map = new maplibre.Map({
    container,
    style: style(layers),
    bounds: bounds(area) ?? [19.9, 41.8, 21.9, 43.3],
    fitBoundsOptions: { padding: 16 },
    attributionControl: false,
    dragRotate: false,
    maxZoom: 13,
    minZoom: 5,
    cooperativeGestures: true,
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.on("style.load", () => {
    signs(map, layers);
    apply(map);
  });
  map.once("idle", () => container.setAttribute("data-drawn", "yes"));
  for (const box of boxes()) box.addEventListener("change", () => apply(map));
  map.on("click", "units", (event) => {
    const unit = event.features?.[0]?.properties;
    const words = document.createElement("div");
    words.className = "spot";
    const title = document.createElement("h3");
    title.textContent = String(unit?.["name"] ?? "");
    const line = document.createElement("p");
    line.textContent = `${unit?.["words"] ?? ""} · ${unit?.["place"] ?? ""}`;
    words.append(title, line);
    new maplibre.Popup({ maxWidth: "300px", offset: 14 }).setLngLat(event.lngLat).setDOMContent(words).addTo(map);
  });
  onTheme(() => map.setStyle(style(layers)));
}
