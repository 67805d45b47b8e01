// The sections as tabs. Without script they stand one below the other.

import { onChange } from "./live";

const KEY = "guardian-tab";

function panels(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("#live-sections > section[data-tab]")];
}

function choose(id: string): void {
  for (const panel of panels()) {
    const on = panel.id === id;
    panel.hidden = !on;
    const tab = document.getElementById(`tab-${panel.id}`);
    tab?.setAttribute("aria-selected", String(on));
    tab?.setAttribute("tabindex", on ? "0" : "-1");
  }
  sessionStorage.setItem(KEY, id);
}

function tabFor(panel: HTMLElement): HTMLButtonElement {
  const tab = document.createElement("button");
  tab.type = "button";
  tab.id = `tab-${panel.id}`;
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", panel.id);
  tab.textContent = panel.dataset["tab"] ?? "";
  const n = panel.dataset["n"];
  if (n && n !== "0") {
    const small = document.createElement("small");
    small.textContent = n;
    tab.append(" ", small);
  }
  tab.addEventListener("click", () => choose(panel.id));
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", tab.id);
  return tab;
}

function arrows(event: KeyboardEvent): void {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  event.stopPropagation();
  const all = panels();
  const now = all.findIndex((panel) => !panel.hidden);
  const next = all[(now + by + all.length) % all.length];
  if (!next) return;
  choose(next.id);
  document.getElementById(`tab-${next.id}`)?.focus();
}

/** A button that gives this column more room, and takes it back. */
function widener(): HTMLButtonElement {
  const room = document.querySelector(".room");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "widen";
  const show = (): void => {
    const wide = room?.classList.contains("wide") ?? false;
    button.textContent = wide ? "⇥" : "⇤";
    button.title = wide ? "Narrower" : "Wider";
    button.setAttribute("aria-label", button.title);
  };
  button.addEventListener("click", () => {
    room?.classList.toggle("wide");
    show();
  });
  show();
  return button;
}

function build(): void {
  const host = document.getElementById("live-sections");
  const all = panels();
  if (!host || all.length === 0) return;
  const bar = document.createElement("div");
  bar.className = "tabs";
  const list = document.createElement("div");
  list.className = "tab-list";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "What is known");
  list.append(...all.map(tabFor));
  list.addEventListener("keydown", arrows);
  bar.append(list, widener());
  host.prepend(bar);
  const kept = sessionStorage.getItem(KEY);
  choose(all.some((panel) => panel.id === kept) && kept ? kept : (all[0]?.id ?? ""));
}

export function startTabs(): void {
  build();
  onChange(build);
}
