// The groups of pages in the head close as menus do: by Escape, and by a click elsewhere.

function opened(): HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>(".pages details[open]")];
}

export function startMenus(): void {
  document.addEventListener("click", (event) => {
    for (const menu of opened()) menu.open = menu.contains(event.target as Node);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of opened()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}
