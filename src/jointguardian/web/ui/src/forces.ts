// The pages of the force: the tree of units by keyboard, a week's patrols by one key each, the map.

import { drawSymbols } from "./symbols";

type Step = (item: HTMLElement) => HTMLElement | null | undefined;

function items(tree: HTMLElement): HTMLElement[] {
  return [...tree.querySelectorAll<HTMLElement>("[role='treeitem']")].filter((item) => item.offsetParent !== null);
}

function open(item: HTMLElement, wide: boolean): void {
  if (item.hasAttribute("aria-expanded")) item.setAttribute("aria-expanded", String(wide));
}

function above(item: HTMLElement): HTMLElement | null | undefined {
  return item.parentElement?.closest<HTMLElement>("[role='treeitem']");
}

function focusOn(tree: HTMLElement, item: HTMLElement): void {
  for (const other of tree.querySelectorAll<HTMLElement>("[tabindex='0']")) other.tabIndex = -1;
  item.tabIndex = 0;
  item.focus();
}

/** Shows the sheet of a unit, and marks it in the tree. */
function show(tree: HTMLElement, item: HTMLElement): void {
  for (const other of tree.querySelectorAll("[aria-selected='true']")) other.setAttribute("aria-selected", "false");
  item.setAttribute("aria-selected", "true");
  const id = item.dataset["unit"] ?? "";
  for (const sheet of document.querySelectorAll<HTMLElement>(".unit-sheet")) sheet.hidden = sheet.dataset["sheet"] !== id;
}

function rightward(item: HTMLElement): HTMLElement | null {
  const shut = item.getAttribute("aria-expanded") === "false";
  if (shut) open(item, true);
  return shut ? null : item.querySelector<HTMLElement>("[role='treeitem']");
}

function leftward(item: HTMLElement): HTMLElement | null | undefined {
  const wide = item.getAttribute("aria-expanded") === "true";
  if (wide) open(item, false);
  return wide ? null : above(item);
}

// Source: WAI-ARIA Authoring Practices, tree view pattern.
function stepOf(key: string, all: HTMLElement[]): Step | undefined {
  const by = (n: number): Step => (item) => all[all.indexOf(item) + n];
  const steps: Record<string, Step> = {
    ArrowDown: by(1),
    ArrowUp: by(-1),
    ArrowRight: rightward,
    ArrowLeft: leftward,
    Home: () => all[0],
    End: () => all[all.length - 1],
    "*": (item) => {
      for (const other of item.parentElement?.children ?? []) open(other as HTMLElement, true);
      return null;
    },
  };
  return steps[key];
}

function typed(key: string, all: HTMLElement[], item: HTMLElement): HTMLElement | undefined {
  const from = all.indexOf(item) + 1;
  const begins = (other: HTMLElement): boolean => (other.getAttribute("aria-label") ?? "").toLocaleLowerCase().startsWith(key.toLocaleLowerCase());
  return [...all.slice(from), ...all.slice(0, from)].find(begins);
}

function startTree(tree: HTMLElement): void {
  tree.addEventListener("keydown", (event) => {
    const item = (event.target as Element).closest<HTMLElement>("[role='treeitem']");
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = items(tree);
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.stopPropagation();
      return show(tree, item);
    }
    const step = stepOf(event.key, all);
    const next = step ? step(item) : /^\p{L}$/u.test(event.key) ? typed(event.key, all, item) : undefined;
    if (!step && !next) return;
    event.preventDefault();
    event.stopPropagation();
    if (next) focusOn(tree, next);
  });
  tree.addEventListener("click", (event) => {
    const item = (event.target as Element).closest<HTMLElement>("[role='treeitem']");
    if (!item) return;
    const sign = event.offsetX < 0 || (event.target as Element).matches("[role='treeitem']");
    if (sign) open(item, item.getAttribute("aria-expanded") === "false");
    focusOn(tree, item);
    show(tree, item);
  });
  const wanted = location.hash.startsWith("#unit-") ? location.hash.slice(6) : "";
  const first = tree.querySelector<HTMLElement>(`[data-unit="${CSS.escape(wanted)}"]`) ?? tree.querySelector<HTMLElement>("[role='treeitem']");
  if (!first) return;
  first.tabIndex = 0;
  show(tree, first);
}

/** The box above the tree: units with all the words stay, and what stands above them. */
function startFinding(tree: HTMLElement): void {
  const box = document.querySelector<HTMLInputElement>("#orbat-find");
  const said = document.getElementById("orbat-found");
  box?.addEventListener("input", () => {
    const words = box.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const all = [...tree.querySelectorAll<HTMLElement>("[role='treeitem']")];
    const found = new Set(all.filter((item) => words.every((word) => item.dataset["words"]?.includes(word))));
    for (const item of all) {
      const inside = [...item.querySelectorAll<HTMLElement>("[role='treeitem']")].some((below) => found.has(below));
      item.hidden = !found.has(item) && !inside;
      item.classList.toggle("found", words.length > 0 && found.has(item));
      if (words.length > 0 && inside) open(item, true);
    }
    if (said) said.textContent = words.length > 0 ? `${found.size} found` : "";
  });
  box?.addEventListener("keydown", (event) => {
    const first = event.key === "ArrowDown" ? tree.querySelector<HTMLElement>(".found") ?? items(tree)[0] : undefined;
    if (!first) return;
    event.preventDefault();
    focusOn(tree, first);
  });
}

function startPatrols(list: HTMLElement): void {
  const rows = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>(".patrol")];
  document.addEventListener("keydown", (event) => {
    const target = event.target as Element;
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches("input, textarea, select")) return;
    const now = target.closest<HTMLElement>(".patrol");
    const by = { j: 1, k: -1 }[event.key];
    if (by) {
      const all = rows();
      const next = now ? all[all.indexOf(now) + by] : all[by > 0 ? 0 : all.length - 1];
      next?.focus();
    } else if (now) {
      now.querySelector<HTMLButtonElement>(`button[data-key="${CSS.escape(event.key)}"]`)?.click();
    }
    if (by || (now && "sdx".includes(event.key))) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);
  const marked = location.hash.startsWith("#patrol-") ? document.getElementById(location.hash.slice(1)) : null;
  marked?.focus();
}

export function startForces(): void {
  drawSymbols(document);
  const tree = document.getElementById("orbat");
  if (tree) {
    startTree(tree);
    startFinding(tree);
  }
  const patrols = document.getElementById("patrols");
  if (patrols) startPatrols(patrols);
  if (document.getElementById("force-map")) void import("./forces_map").then(({ startForceMap }) => startForceMap());
}
