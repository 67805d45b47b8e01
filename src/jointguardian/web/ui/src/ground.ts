// What the map is drawn from. It is asked for while the map's code is still on its way, so that
// neither waits for the other.

import { json, type Layers } from "./data";
import { query, view, type View } from "./live";
import { at } from "./root";

export interface Ground {
  region: GeoJSON.FeatureCollection;
  municipalities: GeoJSON.FeatureCollection;
  camp: HTMLImageElement;
  layers: Layers;
}

export function layersOf(wanted: View): Promise<Layers> {
  return json<Layers>(`/api/map?${query(wanted)}`);
}

async function sign(): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = at("/static/camp.svg");
  await image.decode();
  return image;
}

export async function fetchGround(): Promise<Ground> {
  const [region, municipalities, camp, layers] = await Promise.all([
    json<GeoJSON.FeatureCollection>("/api/region.geojson"),
    json<GeoJSON.FeatureCollection>("/api/municipalities.geojson"),
    sign(),
    layersOf(view()),
  ]);
  return { region, municipalities, camp, layers };
}
