// The list of incidents: j and k walk through it.

function cards(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(".card:not([hidden]), .watch-row")];
}

/** Moves the focus one card on (1) or back (-1). */
export function walk(by: 1 | -1): void {
  const all = cards();
  const now = all.findIndex((card) => card.contains(document.activeElement));
  const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by];
  next?.querySelector<HTMLAnchorElement>("a")?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** Calls back with the spot of the card under the pointer or focus, and null when it leaves. */
export function onPoint(listener: (spot: string | null) => void): void {
  const tell = (event: Event): void => {
    const card = (event.target as Element).closest?.<HTMLElement>(".card");
    listener(card?.dataset["spot"] || null);
  };
  for (const name of ["pointerover", "focusin"]) document.addEventListener(name, tell);
}

/** The two orders of the list. */
export function startOrder(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>(".sort button");
    if (!button) return;
    const by = button.dataset["sort"] === "start" ? "start" : "reports";
    for (const other of document.querySelectorAll(".sort button")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    const list = document.querySelector(".cards");
    const all = [...document.querySelectorAll<HTMLElement>(".card")];
    const value = (card: HTMLElement): string => (card.dataset[by] ?? "").padStart(12, "0");
    list?.append(...all.sort((a, b) => value(b).localeCompare(value(a))));
  });
}

/** Boxes that filter rows by their words. */
export function startFilters(): void {
  document.addEventListener("input", (event) => {
    const box = event.target as HTMLInputElement;
    if (!box.classList.contains("filter-rows")) return;
    const wanted = box.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    for (const row of document.querySelectorAll<HTMLElement>(`#${box.dataset["for"]} > li`)) {
      const text = row.textContent?.toLocaleLowerCase() ?? "";
      row.hidden = !wanted.every((word) => text.includes(word));
    }
  });
}
