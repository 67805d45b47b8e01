// The slider "as known at": it stands on the days on which something became known, so that one
// key press is one step in what was known, however far apart the days lie.

import { dayName, type Timeline } from "./data";
import { go, onChange, view } from "./live";

let steps: string[] = [];

function slider(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>("#asof");
}

function today(): string {
  const stamp = view().asOf || document.querySelector<HTMLInputElement>("#asof-day")?.value || "";
  return stamp.slice(0, 10);
}

/** The index of the last step on or before the moment shown. */
function standing(): number {
  const day = today();
  const after = steps.findIndex((step) => step > day);
  return Math.max(0, (after < 0 ? steps.length : after) - 1);
}

function show(): void {
  const input = slider();
  const date = document.querySelector<HTMLInputElement>("#asof-day");
  if (!input) return;
  input.value = String(standing());
  input.setAttribute("aria-valuetext", dayName(today()));
  if (date) date.value = today();
}

/** One step later (1) or earlier (-1). */
export function step(by: 1 | -1): void {
  const next = steps[standing() + by];
  if (next) void go({ asOf: next, place: view().place });
}

export function startAsOf(timeline: Timeline): void {
  steps = timeline.steps;
  const input = slider();
  if (!input || steps.length === 0) return;
  input.disabled = false;
  input.max = String(steps.length - 1);
  let waiting: number | undefined;
  input.addEventListener("input", () => {
    const day = steps[Number(input.value)];
    if (!day) return;
    input.setAttribute("aria-valuetext", dayName(day));
    clearTimeout(waiting);
    waiting = setTimeout(() => void go({ asOf: day, place: view().place }), 180);
  });
  document.getElementById("earlier")?.addEventListener("click", () => step(-1));
  document.getElementById("later")?.addEventListener("click", () => step(1));
  document.querySelector<HTMLInputElement>("#asof-day")?.addEventListener("change", (event) => {
    const day = (event.target as HTMLInputElement).value;
    if (day) void go({ asOf: day, place: view().place });
  });
  drawYears();
  onChange(show);
  show();
}

/** The years under the slider, where the first step of each stands. */
function drawYears(): void {
  const ends = document.getElementById("asof-ends");
  if (!ends || steps.length < 2) return;
  let last = -1;
  for (const [index, day] of steps.entries()) {
    const share = (100 * index) / (steps.length - 1);
    const fresh = index === 0 || steps[index - 1]?.slice(0, 4) !== day.slice(0, 4);
    if (!fresh || (last >= 0 && share - last < (innerWidth < 760 ? 26 : 7))) continue;
    last = share;
    const mark = document.createElement("span");
    mark.textContent = day.slice(0, 4);
    mark.style.left = `${share}%`;
    ends.append(mark);
  }
}
