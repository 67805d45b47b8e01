// A plan or a projection day by day: the slider asks for another day and puts its part of the page in place.

import { at } from "./root";
import { drawSymbols } from "./symbols";

const WAIT = 120;

function dayAfter(first: string, days: number): string {
  const day = new Date(`${first}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

async function show(slider: HTMLInputElement): Promise<void> {
  const section = slider.closest("section");
  const day = dayAfter(slider.dataset["first"] ?? "", Number(slider.value));
  const address = new URL(location.href);
  address.searchParams.set("day", day);
  const answer = await fetch(at(address.pathname + address.search));
  if (!answer.ok || !section) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(section.id);
  if (!fresh) return;
  for (const part of ["h2", ".day-two"]) {
    const [old, made] = [section.querySelector(part), fresh.querySelector(part)];
    if (old && made) old.replaceWith(made);
  }
  const date = section.querySelector<HTMLInputElement>("input[type='date']");
  if (date) date.value = day;
  slider.setAttribute("aria-valuetext", day);
  history.replaceState(null, "", address);
  drawSymbols(section);
}

/** The slider of a page's days, and the symbols on its map. */
export function startDays(): void {
  const main = document.querySelector<HTMLElement>("main");
  const slider = document.querySelector("input.day-slider");
  if (main) drawSymbols(main);
  if (!(slider instanceof HTMLInputElement)) return;
  let waiting = 0;
  slider.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => void show(slider), WAIT);
  });
}
