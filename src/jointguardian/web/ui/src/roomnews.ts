// The room at the present: what others write comes into list, map and timeline. Cards change in
// their place; new ones wait behind a button, so that nothing jumps under the reader's hand.

import { take, view } from "./live";
import { adopted, fetched, onNews, startStream, typing } from "./stream";

let waiting: Document | undefined;

function cards(page: ParentNode): Map<string, HTMLElement> {
  const all = [...page.querySelectorAll<HTMLElement>(".card[data-id]")];
  return new Map(all.map((card) => [card.dataset["id"] ?? "", card]));
}

function merge(page: Document): void {
  const here = cards(document);
  const fresh = cards(page);
  let added = 0;
  let changed = 0;
  for (const [id, card] of fresh) {
    const old = here.get(id);
    if (!old) added += 1;
    else if (old.outerHTML !== card.outerHTML && !old.hidden) {
      changed += 1;
      const focused = old.contains(document.activeElement);
      const made = adopted(card);
      old.replaceWith(made);
      if (focused) made.querySelector<HTMLElement>("a")?.focus();
    }
  }
  const gone = [...here.keys()].filter((id) => !fresh.has(id)).length;
  if (added + gone > 0) offer(page, added, gone);
  else if (changed > 0 && !typing(document)) take(page);
}

function offer(page: Document, added: number, gone: number): void {
  const head = document.querySelector("#live-incidents header");
  if (!head) return;
  waiting = page;
  let button = head.querySelector<HTMLButtonElement>(".fresh");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "fresh";
    button.addEventListener("click", show);
    head.append(button);
  }
  const words = [added ? `${added} new` : "", gone ? `${gone} no longer here` : ""].filter(Boolean);
  button.textContent = `${words.join(", ")}: show`;
}

function show(): void {
  if (!waiting) return;
  take(waiting);
  waiting = undefined;
  document.querySelector<HTMLElement>(".card a")?.focus();
}

export function startRoomNews(): void {
  startStream();
  onNews((kinds) => {
    if (view().asOf || [...kinds].every((kind) => kind === "presence")) return;
    void fetched(location.href).then((page) => page && !view().asOf && merge(page));
  }, 5000);
}
