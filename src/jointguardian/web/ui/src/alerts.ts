// Alerts that nobody has looked at yet: their number beside the way to them on every page, and a notice
// for each one that is new to this browser. Nothing of it in the past.

import { at } from "./root";
import { onNews, startStream } from "./stream";

interface Open {
  id: string;
  rule: string;
  where: string;
  day: string;
  words: string;
}

interface Told {
  count: number;
  newest: Open[];
}

const SEEN = "guardian-alerts-seen";
const REMEMBERED = 200;
const AT_ONCE = 3;
const LOOK_MS = 60_000;

function seen(): string[] {
  try {
    return JSON.parse(localStorage.getItem(SEEN) ?? "[]") as string[];
  } catch {
    return [];
  }
}

function remember(ids: string[]): void {
  const all = [...new Set([...seen(), ...ids])];
  localStorage.setItem(SEEN, JSON.stringify(all.slice(-REMEMBERED)));
}

function counted(count: number): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("nav.pages a[href$='/alerts']")) {
    for (const host of [link, link.closest("details")?.querySelector("summary")]) {
      if (!host) continue;
      let mark = host.querySelector<HTMLElement>(".alert-count");
      if (!mark) {
        mark = document.createElement("span");
        mark.className = "alert-count";
        host.append(" ", mark);
      }
      mark.hidden = count === 0;
      mark.textContent = String(count);
      mark.setAttribute("aria-label", `${count} open ${count === 1 ? "alert" : "alerts"}`);
      mark.setAttribute("role", "img");
    }
  }
}

function box(): HTMLElement {
  const made = document.createElement("section");
  made.id = "alert-notices";
  made.setAttribute("role", "status");
  made.setAttribute("aria-live", "polite");
  made.setAttribute("aria-label", "New alerts");
  document.body.append(made);
  return made;
}

function notice(words: string, address: string): void {
  const line = document.createElement("p");
  const link = document.createElement("a");
  link.href = at(address);
  link.textContent = words;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.setAttribute("aria-label", `Close: ${words}`);
  close.addEventListener("click", () => line.remove());
  line.append(link, close);
  (document.getElementById("alert-notices") ?? box()).append(line);
}

function show(told: Told): void {
  counted(told.count);
  const known = new Set(seen());
  const fresh = told.newest.filter((one) => !known.has(one.id));
  remember(fresh.map((one) => one.id));
  if (document.querySelector("main.alerts")) return;
  if (fresh.length > AT_ONCE) return notice(`${fresh.length} new alerts`, "/alerts");
  for (const one of fresh) notice(`Alert: ${one.where}: ${one.words}`, `/alerts#${one.id}`);
}

async function look(): Promise<void> {
  try {
    const answer = await fetch(at("/api/alerts/open"), { headers: { "x-live": "1" } });
    if (answer.ok) show((await answer.json()) as Told);
  } catch {
    // the room is away for a moment; the next look tries again
  }
}

export function startAlerts(): void {
  if (!document.querySelector("nav.pages") || document.querySelector("[data-past]")) return;
  if (document.body.classList.contains("replays")) return;
  startStream();
  void look();
  onNews((kinds) => {
    if ([...kinds].some((kind) => kind !== "presence")) void look();
  });
  setInterval(() => void look(), LOOK_MS);
}
