// The past: play and step through what was known, and mark in the list what became known later.

import { dayName, json } from "./data";
import { go, onChange, say, view } from "./live";
import { inside } from "./root";

const PLAYING = "guardian-playing";
const MARKING = "guardian-later";
const PAUSE_MS = 2200;

interface Mark {
  text: string;
}

interface LaterList {
  incidents: { incident: string; marks: Mark[] }[];
  unknown: { incident: string; what: string; start: string | null; known: string; by: string }[];
}

let waiting: ReturnType<typeof setTimeout> | undefined;

function banner(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-past]");
}

function moment(): string {
  return banner()?.dataset["asOf"] ?? "";
}

function isRoom(): boolean {
  return document.getElementById("live-incidents") !== null && inside(location.pathname) === "/";
}

/** Goes one step on or back; on the room without leaving the page. False at the end. */
async function step(to: string, by: number): Promise<boolean> {
  const now = moment();
  if (!now) return false;
  const query = new URLSearchParams({ as_of: now, to, by: String(by) });
  const { as_of: next } = await json<{ as_of: string | null }>(`/api/replay/step?${query}`);
  if (!next || next > new Date().toISOString()) {
    say(by > 0 ? "Nothing more became known." : "Nothing was known before.");
    return false;
  }
  if (isRoom()) {
    await go({ asOf: next, place: view().place });
  } else {
    const address = new URL(location.href);
    address.searchParams.set("as_of", next);
    location.assign(address);
  }
  return true;
}

function playing(): boolean {
  return sessionStorage.getItem(PLAYING) === "yes";
}

function showPlaying(): void {
  const button = document.getElementById("past-play");
  if (!button) return;
  button.hidden = false;
  button.textContent = playing() ? "⏸ pause" : "▶ play";
  button.setAttribute("aria-pressed", String(playing()));
}

function playOn(): void {
  clearTimeout(waiting);
  showPlaying();
  if (!playing() || !banner()) return;
  waiting = setTimeout(() => {
    void step("change", 1).then((on) => {
      if (!on) sessionStorage.removeItem(PLAYING);
      if (!on || isRoom()) playOn();
    });
  }, PAUSE_MS);
}

function toggle(): void {
  if (playing()) sessionStorage.removeItem(PLAYING);
  else sessionStorage.setItem(PLAYING, "yes");
  playOn();
}

function marking(): boolean {
  return sessionStorage.getItem(MARKING) === "yes";
}

function clearMarks(): void {
  for (const mark of document.querySelectorAll(".later-card, #later-unknown")) mark.remove();
}

function cardMarks(marks: Mark[]): HTMLElement {
  const box = document.createElement("details");
  box.className = "later-card";
  const words = document.createElement("summary");
  words.textContent = `${marks.length} known later`;
  const list = document.createElement("ul");
  list.append(...marks.slice(0, 12).map((mark) => line(mark.text)));
  box.append(words, list);
  return box;
}

function line(text: string): HTMLLIElement {
  const row = document.createElement("li");
  row.textContent = text;
  return row;
}

function unknown(found: LaterList["unknown"]): HTMLElement {
  const box = document.createElement("section");
  box.id = "later-unknown";
  const title = document.createElement("h3");
  title.textContent = `${found.length} more of these days were not known then`;
  const list = document.createElement("ul");
  list.append(...found.map((one) => line(`${one.what}: known since ${dayName(one.known)} (${one.by})`)));
  box.append(title, list);
  return box;
}

/** Asks what became known later of the incidents on the page, and marks their cards. */
async function mark(): Promise<void> {
  clearMarks();
  const button = document.getElementById("past-later");
  if (!button || !isRoom()) return;
  button.setAttribute("aria-pressed", String(marking()));
  button.textContent = marking() ? "hide what became known later" : "mark what became known later";
  if (!marking()) return;
  const cards = [...document.querySelectorAll<HTMLElement>(".card[data-id]")].slice(0, 120);
  const v = view();
  const query = new URLSearchParams({ as_of: moment(), until: v.until, incident: cards.map((card) => card.dataset["id"]).join(",") });
  if (v.since) query.set("since", v.since);
  const found = await json<LaterList>(`/api/later?${query}`);
  clearMarks();
  const marks = new Map(found.incidents.map((one) => [one.incident, one.marks]));
  for (const card of cards) {
    const mine = marks.get(card.dataset["id"] ?? "");
    if (mine && mine.length > 0) card.append(cardMarks(mine));
    const link = card.querySelector<HTMLAnchorElement>("a");
    if (link && !link.href.includes("later=1")) link.href += `${link.search ? "&" : "?"}later=1`;
  }
  if (found.unknown.length > 0) document.querySelector("#live-incidents")?.append(unknown(found.unknown));
}

const KEYS: Record<string, () => void> = {
  "{": () => void step("report", -1),
  "}": () => void step("report", 1),
  ".": toggle,
};

export function startReplay(): void {
  if (!banner() && !document.getElementById("live-incidents")) return;
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (target.closest("#past-play")) return toggle();
    const link = target.closest<HTMLAnchorElement>("#past-later, [data-step]");
    if (!link || !isRoom()) return;
    event.preventDefault();
    if (link.id === "past-later") {
      sessionStorage.setItem(MARKING, marking() ? "no" : "yes");
      void mark();
    } else void step(link.dataset["step"] ?? "report", Number(link.dataset["by"] ?? 1));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !banner()) return;
    if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select, [contenteditable]")) return;
    const act = KEYS[event.key];
    if (!act || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    act();
  });
  onChange(() => {
    showPlaying();
    void mark();
  });
  playOn();
  void mark();
}

