// Keys for those who keep their hands on the keyboard. None works while somebody types.

import { step } from "./asof";
import { openCapture } from "./capture";
import { walk } from "./list";
import { correctValue, hasValues, judgeValue, nextWaiting, stepValue } from "./review";
import { toggleTheme } from "./theme";

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

function help(): void {
  document.querySelector<HTMLDialogElement>("#keys")?.showModal();
}

function onward(by: 1 | -1): void {
  if (hasValues()) stepValue(by);
  else walk(by);
}

/** Keys that mean something only where values can be judged; elsewhere the browser keeps them. */
const JUDGING: Record<string, () => void> = {
  ArrowDown: () => stepValue(1),
  ArrowUp: () => stepValue(-1),
  n: nextWaiting,
  c: correctValue,
  a: () => judgeValue("accept", false),
  A: () => judgeValue("accept", true),
  x: () => judgeValue("reject", false),
  X: () => judgeValue("reject", true),
};

const KEYS: Record<string, () => void> = {
  "/": () => document.querySelector<HTMLInputElement>("#q")?.focus(),
  "?": help,
  j: () => onward(1),
  k: () => onward(-1),
  "[": () => step(-1),
  "]": () => step(1),
  t: toggleTheme,
  f: () => document.querySelector<HTMLInputElement>("#only")?.focus(),
  r: openCapture,
  b: () => document.querySelector<HTMLAnchorElement>(".pages a[href^='/brief']")?.click(),
};

/** The link or switch of this page that names the key as its own. */
function own(key: string): (() => void) | undefined {
  const there = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  return there ? () => there.click() : undefined;
}

export function startKeys(): void {
  document.getElementById("help")?.addEventListener("click", help);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const act = (hasValues() ? JUDGING[event.key] : undefined) ?? KEYS[event.key] ?? own(event.key);
    if (!act || document.querySelector("dialog[open]")) return;
    const arrow = event.key.startsWith("Arrow");
    if (arrow && !document.activeElement?.matches(".value")) return;
    event.preventDefault();
    act();
  });
}
