// What others write, as it is written: one stream for all tabs of this browser. The stream says only
// that something of a kind was written; what there is to see is asked of the server as always.

import { at } from "./root";

export interface News {
  link: number;
  kind: string;
}

type Listener = (kinds: Set<string>) => void;
const listeners: Listener[] = [];
const channel = "BroadcastChannel" in window ? new BroadcastChannel("guardian-stream") : null;
let last = -1;
let started = false;

function hear(news: News): void {
  last = Math.max(last, news.link);
  for (const listener of listeners) listener(new Set([news.kind]));
}

function tell(news: News): void {
  channel?.postMessage(news);
  hear(news);
}

/** Opens the stream; the browser itself takes it up again where it broke off. */
function open(): void {
  const source = new EventSource(at(`/api/stream${last >= 0 ? `?after=${last}` : ""}`));
  for (const name of ["written", "presence", "reset"]) {
    source.addEventListener(name, (event) => tell(JSON.parse((event as MessageEvent<string>).data) as News));
  }
  source.addEventListener("hello", () => document.documentElement.setAttribute("data-live", "on"));
  source.addEventListener("error", () => document.documentElement.setAttribute("data-live", "waiting"));
}

/** One tab holds the stream for all: a browser opens only six connections to one server. */
export function startStream(): void {
  if (started) return;
  started = true;
  channel?.addEventListener("message", (event: MessageEvent<News>) => hear(event.data));
  if (!channel || !navigator.locks) return open();
  document.documentElement.setAttribute("data-live", "on");
  void navigator.locks.request("guardian-stream", () => {
    open();
    return new Promise(() => undefined);
  });
}

/**
 * Calls `listener` with the kinds of what was written: soon after the first, then at most once in
 * `pause` milliseconds.
 */
export function onNews(listener: Listener, pause = 4000): void {
  let waiting = new Set<string>();
  let timer: number | undefined;
  let done = 0;
  const run = (): void => {
    timer = undefined;
    done = Date.now();
    const kinds = waiting;
    waiting = new Set();
    listener(kinds);
  };
  listeners.push((kinds) => {
    for (const kind of kinds) waiting.add(kind);
    timer ??= window.setTimeout(run, Math.max(250, done + pause - Date.now()));
  });
}

/** The page at an address as it is now; null where the server refuses or is away. */
export async function fetched(address: string): Promise<Document | null> {
  try {
    const answer = await fetch(address, { headers: { "x-live": "1" } });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
}

interface Htmx {
  process(element: Element): void;
}

/** A node of a fetched page made this page's, with its htmx attributes at work. */
export function adopted<T extends Element>(node: T): T {
  return document.importNode(node, true);
}

/** Tells htmx of new elements. */
export function processed(element: Element): void {
  (window as unknown as { htmx?: Htmx }).htmx?.process(element);
}

/** Whether somebody types here, or has typed something that was not sent. */
export function typing(inside: ParentNode): boolean {
  const active = document.activeElement;
  if (active && inside.contains(active) && active.matches("input:not([type=checkbox]), textarea, select")) return true;
  return [...inside.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input:not([type=hidden]), textarea")].some(
    (field) => field.type !== "checkbox" && field.type !== "radio" && field.value !== field.defaultValue,
  );
}
