// Who else has this incident open, who works on it, and a warning where two edit the same field.

import { at } from "./root";
import { adopted, fetched, onNews, processed, startStream, typing } from "./stream";

interface Other {
  name: string;
  editing: string;
  since: string;
}

const EVERY_MS = 20_000;
const tab = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
let editing = "";
let others: Other[] = [];

function box(): HTMLElement | null {
  return document.querySelector<HTMLElement>("#presence");
}

function clock(moment: string): string {
  return `${moment.slice(11, 13)}${moment.slice(14, 16)}Z`;
}

async function post(path: string, body: object, leaving = false): Promise<unknown> {
  const token = box()?.dataset["csrf"] ?? "";
  const answer = await fetch(at(path), {
    method: "POST",
    keepalive: leaving,
    headers: { "content-type": "application/json", "x-csrftoken": token },
    body: JSON.stringify(body),
  });
  return answer.ok && !leaving ? await answer.json() : null;
}

async function tell(left = false): Promise<void> {
  const subject = box()?.dataset["subject"];
  if (!subject) return;
  try {
    const found = (await post("/api/presence", { subject, tab, editing, left }, left)) as { others: Other[] } | null;
    if (found) show(found.others);
  } catch {
    // the room is away for a moment; the next beat tries again
  }
}

function show(found: Other[]): void {
  others = found;
  const line = document.getElementById("present");
  if (!line) return;
  const said = others.map((o) => `${o.name} ${o.editing ? `edits ${o.editing}` : "is reading this"} since ${clock(o.since)}`);
  const words = said.join(" · ");
  if (line.textContent !== words) line.textContent = words;
  warn();
}

/** A soft lock: two may edit one thing, but both know of it. */
function warn(): void {
  const line = document.getElementById("lock");
  if (!line) return;
  const same = editing ? others.find((o) => o.editing === editing) : undefined;
  const words = same
    ? `${same.name} edits ${same.editing} too, since ${clock(same.since)}. Both entries will be kept; agree who writes.`
    : "";
  if (line.textContent !== words) line.textContent = words;
  line.hidden = !same;
}

/** What a field is called: its label, so that two people see the same word. */
function called(field: Element): string {
  const form = field.closest("form");
  const label = field.closest("label")?.childNodes[0]?.textContent ?? form?.querySelector("label")?.childNodes[0]?.textContent ?? form?.getAttribute("aria-label") ?? "a field";
  const value = form?.previousElementSibling?.getAttribute("data-label");
  return (value ?? label).trim().slice(0, 60) || "a field";
}

function follow(): void {
  document.addEventListener("focusin", (event) => {
    const field = event.target as Element;
    const now = field.matches("main input, main textarea, main select") ? called(field) : "";
    if (now === editing) return;
    editing = now;
    void tell();
  });
  document.addEventListener("focusout", () => {
    setTimeout(() => {
      if (!editing || document.activeElement?.matches("main input, main textarea, main select")) return;
      editing = "";
      void tell();
    }, 0);
  });
}

/** Who works on it, and the buttons; opening an incident is reading it. */
async function hands(): Promise<void> {
  const here = box();
  const place = document.getElementById("hands");
  if (!here || !place) return;
  const page = await fetched(at(`/watch/hands/${encodeURIComponent(here.dataset["subject"] ?? "")}`));
  const fresh = page?.getElementById("hands");
  if (!fresh || place.innerHTML === fresh.innerHTML) return;
  const focused = place.contains(document.activeElement) ? document.activeElement?.getAttribute("data-key") : null;
  const made = adopted(fresh);
  place.replaceWith(made);
  processed(made);
  if (focused) made.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
}

function sections(page: ParentNode): Element[] {
  return [...page.querySelectorAll("main > *:not(#presence):not(.fresh)")];
}

/** The incident as it is now: in its place, or behind a button while somebody types. */
async function renew(force = false): Promise<void> {
  const page = await fetched(location.href);
  const main = document.querySelector("main");
  const fresh = page?.querySelector("main");
  if (!main || !fresh || !page) return;
  const was = sections(document).map((e) => e.textContent).join("");
  const is = sections(page).map((e) => e.textContent).join("");
  const waits = main.querySelector<HTMLElement>(":scope > .fresh");
  if (was === is) return;
  if (!force && (typing(main) || document.querySelector(".editor"))) {
    if (waits) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fresh";
    button.textContent = "This has changed meanwhile: show it as it is now";
    button.addEventListener("click", () => void renew(true));
    main.prepend(button);
    return;
  }
  waits?.remove();
  const focused = document.activeElement?.id;
  const presence = box();
  const scrolled = [scrollX, scrollY] as const;
  const made = adopted(fresh);
  const place = made.querySelector("#presence");
  if (presence && place) place.replaceWith(presence);
  main.replaceWith(made);
  processed(made);
  scrollTo(...scrolled);
  if (focused) document.getElementById(focused)?.focus();
}

export function startPresence(): void {
  const here = box();
  if (!here || here.dataset["asOf"]) return;
  startStream();
  void hands().then(() => {
    if (document.querySelector("#hands[data-unread]")) {
      void post("/api/watch/act", { act: "read", subject: here.dataset["subject"] }).then(hands, () => undefined);
    }
  });
  void tell();
  setInterval(() => void tell(), EVERY_MS);
  addEventListener("pagehide", () => void tell(true));
  addEventListener("pageshow", (event) => event.persisted && void tell());
  follow();
  onNews((kinds) => {
    if (kinds.has("presence")) void tell();
    void hands();
    if ([...kinds].some((kind) => kind !== "presence")) void renew();
  }, 1500);
}
