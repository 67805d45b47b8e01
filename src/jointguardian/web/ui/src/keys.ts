// Keys for those who keep their hands on the keyboard. None works while somebody types.

import { step } from "./asof";
import { walk } from "./list";
import { toggleTheme } from "./theme";

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

function help(): void {
  document.querySelector<HTMLDialogElement>("#keys")?.showModal();
}

const KEYS: Record<string, () => void> = {
  "/": () => document.querySelector<HTMLInputElement>("#q")?.focus(),
  "?": help,
  j: () => walk(1),
  k: () => walk(-1),
  "[": () => step(-1),
  "]": () => step(1),
  t: toggleTheme,
  b: () => document.querySelector<HTMLAnchorElement>(".pages a[href^='/brief']")?.click(),
};

export function startKeys(): void {
  document.getElementById("help")?.addEventListener("click", help);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
