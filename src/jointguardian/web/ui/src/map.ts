// The map: outlines, names in two languages, incidents as circles, camps. No tile, glyph or sprite
// is fetched from anywhere: outlines come from this server and the browser draws the letters.

import * as maplibre from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Line, Spot } from "./data";
import { onPoint } from "./list";
import { go, onChange, query, view } from "./live";
import { layersOf, type Ground } from "./ground";
import { at } from "./root";
import { colour, onTheme } from "./theme";

const FONT = ["system-ui", "sans-serif"];

function style(ground: Ground): maplibre.StyleSpecification {
  const geojson = (data: GeoJSON.FeatureCollection): maplibre.GeoJSONSourceSpecification => ({
    type: "geojson",
    data,
  });
  return {
    version: 8,
    sources: {
      region: geojson(ground.region),
      municipalities: geojson(ground.municipalities),
      incidents: geojson(ground.layers.incidents),
      camps: geojson(ground.layers.camps),
      names: geojson(ground.layers.names),
      ever: { type: "vector", tiles: [new URL(at("/tiles/incidents/{z}/{x}/{y}"), location.href).href.replaceAll("%7B", "{").replaceAll("%7D", "}") + past()], maxzoom: 13 },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colour("map-water") } },
      { id: "region", type: "fill", source: "region", paint: { "fill-color": colour("map-land") } },
      { id: "region-line", type: "line", source: "region", paint: { "line-color": colour("map-border"), "line-width": 1 } },
      { id: "area", type: "fill", source: "municipalities", paint: { "fill-color": colour("map-area") } },
      { id: "area-line", type: "line", source: "municipalities", paint: { "line-color": colour("map-line"), "line-width": 0.8 } },
      ...points(),
    ],
  };
}

/** The moment that is looked at, for the tiles. */
function past(): string {
  const { asOf } = view();
  return asOf ? `?${query({ asOf })}` : "";
}

function everShown(): boolean {
  return document.querySelector<HTMLInputElement>("#ever")?.checked ?? false;
}

function points(): maplibre.LayerSpecification[] {
  const size: maplibre.ExpressionSpecification = ["interpolate", ["linear"], ["sqrt", ["get", "reports"]], 1, 9, 4, 20, 8, 32];
  const disputed: maplibre.ExpressionSpecification = ["case", ["get", "disputed"], colour("contra"), colour("accent")];
  return [
    {
      id: "ever",
      type: "circle",
      source: "ever",
      "source-layer": "incidents",
      layout: { visibility: everShown() ? "visible" : "none" },
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "incidents"]], 1, 5, 10, 14, 40, 24],
        "circle-color": colour("ink"),
        "circle-opacity": 0.35,
        "circle-stroke-color": colour("ink"),
        "circle-stroke-width": 1,
      },
    },
    {
      id: "names",
      type: "symbol",
      source: "names",
      layout: {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 7, 10, 10, 13],
        "text-line-height": 1.15,
        "text-padding": 3,
        "text-variable-anchor": ["center", "top", "bottom", "left", "right"],
        "text-radial-offset": ["interpolate", ["linear"], ["sqrt", ["get", "reports"]], 0, 0.3, 1, 1.1, 5, 2.1],
        "text-justify": "auto",
        "symbol-sort-key": ["-", 0, ["get", "weight"]],
      },
      paint: { "text-color": colour("map-text"), "text-halo-color": colour("map-area"), "text-halo-width": 1.4 },
    },
    {
      id: "camps",
      type: "symbol",
      source: "camps",
      layout: { "icon-image": "camp", "icon-size": 0.36, "icon-allow-overlap": true, "icon-anchor": "top", "icon-offset": [0, 22] },
    },
    {
      id: "incidents",
      type: "circle",
      source: "incidents",
      paint: {
        "circle-radius": size,
        "circle-color": disputed,
        "circle-opacity": 0.32,
        "circle-stroke-color": disputed,
        "circle-stroke-width": 2,
      },
    },
    {
      id: "pointed",
      type: "circle",
      source: "incidents",
      filter: ["==", ["get", "key"], ""],
      paint: { "circle-radius": size, "circle-color": "transparent", "circle-stroke-color": colour("ink"), "circle-stroke-width": 3 },
    },
    {
      id: "numbers",
      type: "symbol",
      source: "incidents",
      layout: { "text-field": ["to-string", ["get", "incidents"]], "text-font": FONT, "text-size": 12, "text-allow-overlap": true },
      paint: { "text-color": colour("ink"), "text-halo-color": colour("map-area"), "text-halo-width": 1.6 },
    },
  ];
}

type Box = [number, number, number, number];

function bounds(collection: GeoJSON.FeatureCollection): Box | null {
  const box: Box = [180, 90, -180, -90];
  const visit = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    const [lon, lat] = value as unknown[];
    if (typeof lon === "number" && typeof lat === "number") {
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    } else value.forEach(visit);
  };
  for (const { geometry } of collection.features) if ("coordinates" in geometry) visit(geometry.coordinates);
  return box[0] <= box[2] ? box : null;
}

function popup(map: maplibre.Map, at: maplibre.LngLat, spot: Spot): void {
  const box = document.createElement("div");
  box.className = "spot";
  const title = document.createElement("h3");
  title.textContent = spot.name;
  const list = document.createElement("ul");
  list.append(...spot.list.slice(0, 8).map(entry));
  box.append(title, list);
  new maplibre.Popup({ maxWidth: "320px", offset: 14 }).setLngLat(at).setDOMContent(box).addTo(map);
}

function entry(line: Line): HTMLLIElement {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = at(`/incident/${encodeURIComponent(line.id)}?${query({ asOf: view().asOf })}`);
  link.textContent = line.what;
  row.append(link);
  for (const count of line.counts) {
    const small = document.createElement("small");
    small.textContent = count;
    row.append(small);
  }
  return row;
}

async function fill(map: maplibre.Map, ground: Ground): Promise<void> {
  ground.layers = await layersOf(view());
  for (const name of ["incidents", "camps", "names"] as const) {
    map.getSource<maplibre.GeoJSONSource>(name)?.setData(ground.layers[name]);
  }
}

/** Sets the filter to a spot, in place of the place that was chosen before. */
function choose(spot: Spot): void {
  const others = view().only.replace(/(^|\s)place:("[^"]*"|\S+)/g, "").trim();
  void go({ ...view(), only: `${others} ${spot.filter}`.trim() });
}

/** Municipality lists arrive with nested JSON as text: MapLibre flattens properties. */
function spotOf(properties: Record<string, unknown>): Spot {
  const list = typeof properties["list"] === "string" ? JSON.parse(properties["list"]) : properties["list"];
  return { ...(properties as unknown as Spot), list: list as Line[] };
}

function listen(map: maplibre.Map): void {
  map.on("click", "incidents", (event) => {
    const feature = event.features?.[0];
    if (!feature) return;
    const spot = spotOf(feature.properties);
    choose(spot);
    popup(map, event.lngLat, spot);
  });
  for (const [name, cursor] of [["mouseenter", "pointer"], ["mouseleave", ""]] as const) {
    map.on(name, "incidents", () => {
      map.getCanvas().style.cursor = cursor;
    });
  }
  document.querySelector("#ever")?.addEventListener("change", () => {
    map.setLayoutProperty("ever", "visibility", everShown() ? "visible" : "none");
  });
  for (const id of ["#gaps", "#zones"]) document.querySelector(id)?.addEventListener("change", () => void renewLayers(map));
  onPoint((spot) => {
    if (map.getLayer("pointed")) map.setFilter("pointed", ["==", ["get", "key"], spot ?? ""]);
  });
}

/** The layers of collection gaps and of the mandate as their boxes say; their code is loaded when first ticked. */
async function renewLayers(map: maplibre.Map): Promise<void> {
  const wanted = (id: string): boolean => document.querySelector<HTMLInputElement>(id)?.checked ?? false;
  if (wanted("#gaps") || map.getSource("gaps")) {
    const { hideGaps, showGaps } = await import("./gaps");
    if (wanted("#gaps")) await showGaps(map);
    else hideGaps(map);
  }
  if (wanted("#zones") || map.getSource("zones")) {
    const { hideZones, showZones } = await import("./zones");
    if (wanted("#zones")) await showZones(map);
    else hideZones(map);
  }
}

/** The map over its ground, which is fetched while the map's code is still on its way. */
export async function startMap(coming: Promise<Ground>): Promise<void> {
  const container = document.getElementById("map");
  if (!container) return;
  maplibre.setWorkerUrl(new URL(workerUrl, location.href).href);
  // its worker starts while the ground is still on its way
  maplibre.prewarm();
  const ground = await coming;
  const box = bounds(ground.municipalities) ?? bounds(ground.layers.names);
  const map = new maplibre.Map({
    container,
    style: style(ground),
    bounds: box ?? [19.9, 41.8, 21.9, 43.3],
    fitBoundsOptions: { padding: 18 },
    attributionControl: false,
    dragRotate: false,
    fadeDuration: 0,
    maxZoom: 13,
    minZoom: 5,
    cooperativeGestures: matchMedia("(max-width: 700px)").matches,
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibre.ScaleControl({ unit: "metric" }), "bottom-right");
  listen(map);
  let moved = false;
  map.on("movestart", (event) => {
    moved ||= "originalEvent" in event && event.originalEvent !== undefined;
  });
  map.on("resize", () => {
    if (box && !moved) map.fitBounds(box, { padding: 18, duration: 0 });
  });
  map.on("style.load", () => {
    if (!map.hasImage("camp")) map.addImage("camp", ground.camp);
  });
  const tell = (): void => void map.once("idle", () => container.setAttribute("data-drawn", view().asOf || "now"));
  tell();
  onChange(() => {
    void fill(map, ground).then(tell);
    void renewLayers(map);
  });
  onTheme(() => {
    map.setStyle(style(ground));
    map.once("style.load", () => {
      tell();
      void renewLayers(map);
    });
  });
}
