// The room's address is its state: as_of, since, until, place. Parts of the page whose id begins
// with `live-` are taken anew from the server when it changes; map and timeline stay.

import { at } from "./root";

export interface View {
  asOf: string;
  since: string;
  until: string;
  place: string;
  only: string;
}

type Listener = (view: View) => void;
const listeners: Listener[] = [];
let running: AbortController | undefined;

/** What the page shows now, as the server said it. */
export function view(): View {
  const data = document.getElementById("live-when")?.dataset;
  return {
    asOf: data?.["asOf"] ?? "",
    since: data?.["since"] ?? "",
    until: data?.["until"] ?? "",
    place: data?.["place"] ?? "",
    only: data?.["only"] ?? "",
  };
}

/** The query for a view; empty values are left to the server. */
export function query(wanted: Partial<View>): string {
  const names = { asOf: "as_of", since: "since", until: "until", place: "place", only: "only" } as const;
  const query = new URLSearchParams();
  for (const [key, name] of Object.entries(names)) {
    const value = wanted[key as keyof View];
    if (value) query.set(name, value);
  }
  return query.toString();
}

/** Calls `listener` after each change of the view. */
export function onChange(listener: Listener): void {
  listeners.push(listener);
}

/** Goes to another view without leaving the page; the filter is kept unless another is wanted. */
export async function go(wanted: Partial<View>): Promise<void> {
  await load(at(`/?${query({ only: view().only, ...wanted })}`), true);
}

async function load(address: string, remember: boolean): Promise<void> {
  running?.abort();
  running = new AbortController();
  document.body.classList.add("loading");
  try {
    const answer = await fetch(address, { signal: running.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok) return say(page.querySelector(".problem")?.textContent ?? "That did not work.");
    for (const fresh of page.querySelectorAll<HTMLElement>("[id^='live-']")) {
      document.getElementById(fresh.id)?.replaceWith(document.importNode(fresh, true));
    }
    if (remember) history.pushState(null, "", address);
    for (const listener of listeners) listener(view());
  } catch (fault) {
    if (!(fault instanceof DOMException && fault.name === "AbortError")) {
      say("The room does not answer; is guardian serve still running?");
    }
  } finally {
    document.body.classList.remove("loading");
  }
}

/** Takes a page that was fetched already, so that map, list and timeline show the same moment. */
export function take(page: Document): void {
  for (const fresh of page.querySelectorAll<HTMLElement>("[id^='live-']")) {
    document.getElementById(fresh.id)?.replaceWith(document.importNode(fresh, true));
  }
  for (const listener of listeners) listener(view());
}

/** Shows one line for a moment. */
export function say(line: string): void {
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.setAttribute("role", "status");
  toast.textContent = line;
  document.body.append(toast);
  setTimeout(() => toast.remove(), 6000);
}

/** Makes the links to moments, and the browser's back button, stay on the page. */
export function startLive(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-live]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void load(link.pathname + link.search, true);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("#live-incidents .filter-line")) return;
    event.preventDefault();
    void go({ ...view(), only: form.querySelector<HTMLInputElement>("#only")?.value.trim() ?? "" });
  });
  addEventListener("popstate", () => void load(location.pathname + location.search, false));
}
