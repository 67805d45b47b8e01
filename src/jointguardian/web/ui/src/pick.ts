// A small map on which a place is picked: a click, or the arrows and Enter for its centre.

import * as maplibre from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { at } from "./root";
import { colour } from "./theme";

type Picked = (lat: number, lon: number) => void;
let map: maplibre.Map | undefined;

function boundsOf(areas: GeoJSON.FeatureCollection): maplibre.LngLatBounds {
  const bounds = new maplibre.LngLatBounds();
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === "number") bounds.extend(part as [number, number]);
    else part.forEach(walk);
  };
  for (const area of areas.features) if ("coordinates" in area.geometry) walk(area.geometry.coordinates);
  return bounds;
}

function style(areas: GeoJSON.FeatureCollection): maplibre.StyleSpecification {
  return {
    version: 8,
    sources: {
      region: { type: "geojson", data: at("/api/region.geojson") },
      areas: { type: "geojson", data: areas },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colour("map-water") } },
      { id: "region", type: "fill", source: "region", paint: { "fill-color": colour("map-land") } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": colour("map-area") } },
      { id: "lines", type: "line", source: "areas", paint: { "line-color": colour("map-line"), "line-width": 0.8 } },
      {
        id: "names",
        type: "symbol",
        source: "areas",
        layout: { "text-field": ["coalesce", ["get", "name"], ["get", "id"]], "text-font": ["system-ui", "sans-serif"], "text-size": 11 },
        paint: { "text-color": colour("map-text"), "text-halo-color": colour("map-area"), "text-halo-width": 1.2 },
      },
    ],
  };
}

/** Draws the map into the box; `picked` is told of each place picked on it. */
export async function pickOn(box: HTMLElement, picked: Picked): Promise<void> {
  map?.remove();
  maplibre.setWorkerUrl(workerUrl);
  const answer = await fetch(at("/api/municipalities.geojson"));
  const areas = (await answer.json()) as GeoJSON.FeatureCollection;
  const bounds = boundsOf(areas);
  map = new maplibre.Map({
    container: box,
    style: style(areas),
    attributionControl: false,
    ...(bounds.isEmpty() ? { center: [0, 20], zoom: 1 } : { bounds, fitBoundsOptions: { padding: 12 } }),
  });
  const marker = new maplibre.Marker({ color: colour("contra") });
  const take = (place: maplibre.LngLat): void => {
    if (map) marker.setLngLat(place).addTo(map);
    picked(place.lat, place.lng);
  };
  map.on("click", (event) => take(event.lngLat));
  map.on("load", () => (box.dataset["drawn"] = "1"));
  const canvas = map.getCanvas();
  canvas.setAttribute("aria-label", "Map: click a place, or move with the arrows and press Enter for the centre");
  canvas.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !map) return;
    event.preventDefault();
    event.stopPropagation();
    take(map.getCenter());
  });
  canvas.focus();
}
