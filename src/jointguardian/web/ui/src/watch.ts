// The log of the watch by keyboard, kept in step with what others do. Rows never jump: what is new
// waits behind a button; what changed in a row that is there changes in its place.

import { say } from "./live";
import { adopted, fetched, onNews, processed, startStream, typing } from "./stream";

const LIVE = ["live-watch-head", "live-facets", "live-total"];
let waitingPage: Document | undefined;

function rowsHere(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("#watch-rows > .watch-row")];
}

function current(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>(".watch-row") ?? null;
}

/** Presses the row's button of a key. */
function press(key: string): void {
  const row = current() ?? rowsHere()[0];
  const button = row?.querySelector<HTMLButtonElement>(`button[data-key="${key}"]`);
  if (!button) return say("Nothing can be entered here.");
  row?.querySelector<HTMLAnchorElement>("h3 a")?.focus();
  button.click();
}

function saveView(): void {
  const box = document.querySelector<HTMLDetailsElement>(".save");
  if (!box) return say("Choose a filter first; then it can be saved.");
  box.open = true;
  box.querySelector<HTMLInputElement>("input[name=name]")?.focus();
}

function focusFilter(): void {
  const box = document.querySelector<HTMLInputElement>("#filter-box");
  box?.focus();
  box?.setSelectionRange(box.value.length, box.value.length);
}

const KEYS: Record<string, () => void> = {
  u: () => press("u"),
  w: () => press("w"),
  d: () => press("d"),
  p: () => press("p"),
  f: focusFilter,
  s: saveView,
  n: () => document.querySelector<HTMLButtonElement>("#fresh:not([hidden])")?.click(),
};

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const target = event.target as HTMLElement;
  if (target.matches("input, textarea, select")) {
    if (event.key === "Escape") target.blur();
    return;
  }
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** Where the focus is in a row, so that it can be put there again when the row is a new one. */
function spotIn(row: Element): string | null {
  const active = document.activeElement;
  if (!active || !row.contains(active)) return null;
  const key = active.getAttribute("data-key");
  return key ? `button[data-key="${key}"]` : active === row.querySelector("summary") ? "summary" : "h3 a";
}

function swap(old: Element, fresh: Element): void {
  if (old.outerHTML === fresh.outerHTML) return;
  const spot = spotIn(old);
  const made = adopted(fresh);
  keepOpen(old, made);
  old.replaceWith(made);
  processed(made);
  if (spot) (made.querySelector<HTMLElement>(spot) ?? made.querySelector<HTMLElement>("a"))?.focus();
}

/** What a person opened or closed stays so. */
function keepOpen(old: Element, fresh: Element): void {
  for (const details of old.querySelectorAll<HTMLDetailsElement>("details[id]")) {
    const same = fresh.querySelector<HTMLDetailsElement>(`#${CSS.escape(details.id)}`);
    if (same) same.open = details.open;
  }
}

/** A part of the page is taken anew unless somebody is at work in it. */
function renew(page: Document, id: string): void {
  const old = document.getElementById(id);
  const fresh = page.getElementById(id);
  if (!old || !fresh || old.outerHTML === fresh.outerHTML || typing(old)) return;
  const active = document.activeElement;
  const href = active && old.contains(active) ? active.getAttribute("href") : null;
  const made = adopted(fresh);
  keepOpen(old, made);
  old.replaceWith(made);
  processed(made);
  if (href) made.querySelector<HTMLElement>(`[href="${CSS.escape(href)}"]`)?.focus();
}

function when(row: Element | null): string {
  return row?.querySelector("time")?.getAttribute("datetime") ?? "";
}

/** Changes rows in place, and says how many wait above. */
function merge(page: Document): void {
  for (const id of LIVE) renew(page, id);
  const fresh = [...page.querySelectorAll<HTMLElement>("#watch-rows > .watch-row")];
  let added = 0;
  let moved = 0;
  for (const row of fresh) {
    const here = document.getElementById(row.id);
    if (!here) added += 1;
    else {
      if (when(here) !== when(row)) moved += 1;
      swap(here, row);
    }
  }
  offer(page, added, moved);
}

let shifted = 0;

function offer(page: Document, added: number, moved: number): void {
  const button = document.getElementById("fresh");
  shifted += moved;
  if (!button || (added === 0 && shifted === 0)) return;
  if (document.querySelector<HTMLElement>("main.watch")?.dataset["after"]) added = 0;
  const words = [added ? `${added} new` : "", shifted ? `${shifted} changed` : ""].filter(Boolean);
  if (words.length === 0) return;
  waitingPage = page;
  button.textContent = `${words.join(", ")}: show (n)`;
  if (button.hidden) tellReader(`${words.join(", ")} in the log`);
  button.hidden = false;
}

function tellReader(line: string): void {
  const status = document.getElementById("said");
  if (status) status.textContent = line;
}

/** The list as it is now, from the top. */
function showFresh(): void {
  const button = document.getElementById("fresh");
  const fresh = waitingPage?.getElementById("watch-rows");
  const old = document.getElementById("watch-rows");
  if (!button || !fresh || !old) return;
  const made = adopted(fresh);
  old.replaceWith(made);
  processed(made);
  button.hidden = true;
  shifted = 0;
  waitingPage = undefined;
  made.querySelector<HTMLElement>(".watch-row h3 a")?.focus();
}

/** htmx puts a new row in the place of the old one: the focus follows. */
function keepFocus(list: Element): void {
  let spot: { id: string; selector: string } | undefined;
  list.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("button[data-key]");
    const row = button?.closest<HTMLElement>(".watch-row");
    const focused = row?.querySelector("h3 a") === document.activeElement ? "h3 a" : `button[data-key="${button?.dataset["key"]}"]`;
    if (row) spot = { id: row.id, selector: focused };
  });
  new MutationObserver(() => {
    const row = spot && document.getElementById(spot.id);
    if (!spot || !row || row.contains(document.activeElement) || document.activeElement !== document.body) return;
    (row.querySelector<HTMLElement>(spot.selector) ?? row.querySelector<HTMLElement>("a"))?.focus();
    spot = undefined;
  }).observe(list.parentElement ?? list, { childList: true, subtree: true });
}

export function startWatch(): void {
  const list = document.getElementById("watch-rows");
  if (!list) return;
  document.addEventListener("keydown", onKey);
  document.getElementById("fresh")?.addEventListener("click", showFresh);
  keepFocus(list);
  if (document.querySelector<HTMLElement>("main.watch")?.dataset["asOf"]) return;
  startStream();
  onNews(() => {
    void fetched(location.href).then((page) => page && merge(page));
  }, 3000);
}
