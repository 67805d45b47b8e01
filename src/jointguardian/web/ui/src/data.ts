// What the server's JSON holds, as far as the map and the timeline use it.

import { at } from "./root";

export interface Bar {
  day: string;
  reports: number;
  incidents: number;
}

export interface Timeline {
  extent: [string, string];
  days: Bar[];
  steps: string[];
  moments: { label: string; as_of: string; since: string; until: string }[];
}

export interface Line {
  id: string;
  what: string;
  start: string | null;
  reports: number;
  disputed: boolean;
  counts: string[];
}

export interface Spot {
  key: string;
  name: string;
  filter: string;
  municipality: string;
  reports: number;
  incidents: number;
  disputed: boolean;
  list: Line[];
}

export interface Layers {
  incidents: GeoJSON.FeatureCollection<GeoJSON.Point, Spot>;
  camps: GeoJSON.FeatureCollection<GeoJSON.Point>;
  names: GeoJSON.FeatureCollection<GeoJSON.Point>;
}

export async function json<T>(address: string): Promise<T> {
  const answer = await fetch(at(address));
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as T;
}

const DAY = 86_400_000;

/** Days since 1970 of an ISO day. */
export function toDay(text: string): number {
  return Math.floor(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / DAY);
}

/** The ISO day of a number of days since 1970. */
export function fromDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** `29 May 2023`. */
export function dayName(text: string): string {
  const date = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return date.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}
