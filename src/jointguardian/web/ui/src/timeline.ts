// Two bands of days: below, the whole operation by month; above, the weeks around the days shown.
// Dragging over the upper band chooses the days; map and list follow. Arrows move its edges.

import { dayName, fromDay, json, type Bar, toDay, type Timeline } from "./data";
import { go, onChange, query, view, type View } from "./live";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 96;
const STRIP = 26;
const BASE = 70;

interface Scale {
  from: number;
  to: number;
  width: number;
}

let bars: Bar[] = [];
let extent: [number, number] = [0, 1];
let scale: Scale = { from: 0, to: 1, width: 1 };
let host: HTMLElement | null = null;

function x(day: number, s: Scale = scale): number {
  return ((day - s.from) / (s.to - s.from)) * s.width;
}

function dayAt(px: number): number {
  return Math.floor(scale.from + (px / scale.width) * (scale.to - scale.from));
}

function node(name: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text) made.textContent = text;
  return made;
}

function shown(v: View): [number, number] {
  const until = toDay(v.until);
  return [v.since ? toDay(v.since) : extent[0], until];
}

/** The weeks around the days shown: three times their length, at least six weeks. */
function around(v: View): Scale {
  const [since, until] = shown(v);
  const margin = Math.max(14, until - since + 1);
  return { from: since - margin, to: until + 1 + margin, width: host?.clientWidth || 600 };
}

function draw(): void {
  if (!host) return;
  const v = view();
  scale = around(v);
  const svg = node("svg", {
    viewBox: `0 0 ${scale.width} ${HEIGHT + STRIP}`,
    width: scale.width,
    height: HEIGHT + STRIP,
    role: "img",
    "aria-label": `Reports and incidents by day; shown: ${dayName(fromDay(shown(v)[0]))} to ${dayName(v.until)}`,
  });
  svg.append(...gridLines(), ...dayBars(v), ...brush(v), ...asOfLine(v), ...strip(v));
  host.replaceChildren(svg, ...handles(v));
}

function gridLines(): SVGElement[] {
  const made: SVGElement[] = [];
  const span = scale.to - scale.from;
  const every = span > 900 ? 365 : span > 250 ? 91 : span > 100 ? 28 : 7;
  for (let day = Math.ceil(scale.from / every) * every; day < scale.to; day += every) {
    const at = x(day);
    made.push(node("line", { x1: at, x2: at, y1: 6, y2: BASE, class: "grid" }));
    const name = dayName(fromDay(day));
    if (at < scale.width - 50) made.push(node("text", { x: at + 3, y: BASE + 14, class: "tick" }, every > 90 ? name.slice(-8) : name.slice(0, -5)));
  }
  made.push(node("line", { x1: 0, x2: scale.width, y1: BASE, y2: BASE, class: "axis" }));
  return made;
}

function dayBars(v: View): SVGElement[] {
  const [since, until] = shown(v);
  const near = bars.filter((bar) => toDay(bar.day) >= scale.from && toDay(bar.day) < scale.to);
  const most = Math.max(4, ...near.map((bar) => Math.max(bar.reports, bar.incidents)));
  const wide = Math.max(1.5, x(scale.from + 1) - 2);
  return near.flatMap((bar) => {
    const day = toDay(bar.day);
    const inside = day >= since && day <= until ? " in" : "";
    const group = node("g", { class: `bar${inside}` });
    group.append(node("title", {}, `${dayName(bar.day)}: ${bar.reports} reports, ${bar.incidents} incidents`));
    for (const [kind, n, from, share] of [
      ["reports", bar.reports, 0, 0.55],
      ["incidents", bar.incidents, 0.55, 0.45],
    ] as const) {
      if (n === 0) continue;
      const high = Math.max(2, (n / most) * (BASE - 12));
      group.append(node("rect", { class: kind, x: x(day) + 1 + wide * from, y: BASE - high, width: wide * share, height: high, rx: 1 }));
    }
    return [group];
  });
}

function brush(v: View): SVGElement[] {
  const [since, until] = shown(v);
  const left = x(since);
  return [node("rect", { class: "brush", x: left, y: 3, width: Math.max(2, x(until + 1) - left), height: BASE - 3, rx: 2 })];
}

function asOfLine(v: View): SVGElement[] {
  const day = v.asOf ? toDay(v.asOf) + 1 : NaN;
  if (!(day >= scale.from && day <= scale.to)) return [];
  const at = x(day);
  const veil = node("rect", { class: "unknown", x: at, y: 0, width: Math.max(0, scale.width - at), height: BASE });
  const words = at < scale.width - 100 ? [node("text", { x: at + 6, y: 15, class: "tick" }, "not known yet")] : [];
  return [veil, node("line", { class: "now", x1: at, x2: at, y1: 0, y2: BASE }), ...words];
}

/** The whole operation, a bar a month with anything in it, and where the upper band stands. */
function strip(v: View): SVGElement[] {
  const whole: Scale = { from: extent[0] - 20, to: extent[1] + 20, width: scale.width };
  const top = HEIGHT;
  const months = new Map<string, number>();
  for (const bar of bars) months.set(bar.day.slice(0, 7), (months.get(bar.day.slice(0, 7)) ?? 0) + bar.reports + bar.incidents);
  const most = Math.max(1, ...months.values());
  const made = [node("rect", { class: "strip", x: 0, y: top, width: whole.width, height: STRIP - 10 })];
  for (const [month, n] of months) {
    const at = x(toDay(`${month}-01`), whole);
    const high = 3 + (n / most) * (STRIP - 14);
    made.push(node("rect", { class: "month", x: at, y: top + STRIP - 10 - high, width: Math.max(2, whole.width / 320), height: high }));
  }
  const [since, until] = shown(v);
  const left = x(since, whole);
  made.push(node("rect", { class: "here", x: left - 2, y: top - 2, width: Math.max(5, x(until, whole) - left + 4), height: STRIP - 6, rx: 2 }));
  let last = -60;
  for (let year = Number(fromDay(whole.from).slice(0, 4)) + 1; year <= Number(fromDay(whole.to).slice(0, 4)); year++) {
    const at = x(toDay(`${year}-01-01`), whole);
    if (at - last < 56 || at > scale.width - 32) continue;
    last = at;
    made.push(node("text", { x: at, y: top + STRIP - 1, class: "tick" }, String(year)));
  }
  return made;
}

/** The brush's edges as sliders for the keyboard. */
function handles(v: View): HTMLElement[] {
  const [since, until] = shown(v);
  return ([["since", since], ["until", until + 1]] as const).map(([name, day]) => {
    const handle = document.createElement("button");
    handle.type = "button";
    handle.className = `handle ${name}`;
    handle.style.left = `${x(day)}px`;
    handle.setAttribute("aria-label", `${name === "since" ? "First" : "Last"} day shown: ${dayName(name === "since" ? fromDay(since) : v.until)}; arrow keys move it`);
    handle.addEventListener("keydown", (event) => {
      const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      const edges = name === "since" ? [Math.min(since + by, until), until] : [since, Math.max(until + by, since)];
      void choose(edges[0] ?? since, edges[1] ?? until).then(() => document.querySelector<HTMLElement>(`.handle.${name}`)?.focus());
    });
    return handle;
  });
}

async function choose(since: number, until: number): Promise<void> {
  const v = view();
  await go({ asOf: v.asOf, since: fromDay(since), until: fromDay(until), place: v.place });
}

function listenForDrag(element: HTMLElement): void {
  let start: number | undefined;
  element.addEventListener("pointerdown", (event) => {
    const box = element.getBoundingClientRect();
    const down = event.clientY - box.top;
    if (down >= HEIGHT - 4) return jump(event.clientX - box.left);
    start = event.clientX - box.left;
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    if (start === undefined) return;
    const now = event.clientX - element.getBoundingClientRect().left;
    const band = element.querySelector(".brush");
    band?.setAttribute("x", String(Math.min(start, now)));
    band?.setAttribute("width", String(Math.abs(now - start)));
  });
  element.addEventListener("pointerup", (event) => {
    if (start === undefined) return;
    const now = event.clientX - element.getBoundingClientRect().left;
    const days = [dayAt(Math.min(start, now)), dayAt(Math.max(start, now))] as const;
    start = undefined;
    void choose(...days);
  });
  element.addEventListener("pointercancel", () => {
    start = undefined;
    draw();
  });
}

/** A click on the lower band shows the same number of days there. */
function jump(px: number): void {
  const share = px / scale.width;
  const middle = Math.round(extent[0] - 20 + share * (extent[1] - extent[0] + 40));
  const [since, until] = shown(view());
  const half = Math.floor((until - since) / 2);
  void choose(middle - half, middle - half + (until - since));
}

export function startTimeline(first: Timeline): void {
  host = document.getElementById("timeline");
  if (!host) return;
  bars = first.days;
  extent = [toDay(first.extent[0]), toDay(first.extent[1])];
  listenForDrag(host);
  let known = view().asOf;
  let only = view().only;
  onChange((v) => {
    draw();
    if (v.asOf === known && v.only === only && v.asOf) return;
    known = v.asOf;
    only = v.only;
    void json<Timeline>(`/api/timeline?${query({ asOf: v.asOf, only: v.only })}`).then((fresh) => {
      bars = fresh.days;
      draw();
    });
  });
  new ResizeObserver(draw).observe(host);
}
