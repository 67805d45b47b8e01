// What waits in this browser until the room has it: drafts in localStorage, files in IndexedDB.
// Each report has a random id of its own; the room takes the same id and words once.

import { at } from "./root";

export interface Person {
  name: string;
  role: string;
  part: string;
}

export interface Said {
  thing: string;
  action: string;
  values: Record<string, string>;
}

/** A draft as `/api/capture` takes it. */
export interface Draft {
  native_id: string;
  text: string;
  when: string;
  where: string;
  source: string;
  event: string;
  incident: string;
  said: Said[];
  persons: Person[];
  as_of: string;
}

export interface Waiting {
  draft: Draft;
  since: number;
  refused?: string;
}

export interface Recorded {
  report: string;
  status: string;
  happened: string;
  source: string;
  place: string;
  attachments: number;
  judgements: number;
  notes: string[];
}

/** The room answered, and does not take it: sending it again as it is would not help. */
export class Refused extends Error {}

const PATIENCE_MS = 20_000;

/** 128 random bits; also where the page is not served as a secure context. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
}

function stored<T>(key: string, otherwise: T): T {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? "null") as T | null) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function store(key: string, value: unknown): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** What one person keeps in this browser; another who signs in does not see it. */
export class Kept {
  constructor(private readonly who: string) {}

  private key(what: string): string {
    return `guardian:${at("/")}:${what}:${this.who}`;
  }

  draft(): Draft | null {
    return stored<Draft | null>(this.key("draft"), null);
  }

  /** False where the browser keeps nothing. */
  keepDraft(draft: Draft | null): boolean {
    return store(this.key("draft"), draft);
  }

  waiting(): Waiting[] {
    return stored<Waiting[]>(this.key("outbox"), []);
  }

  /** Puts one in, or in the place of the one with the same id. */
  put(entry: Waiting): boolean {
    const others = this.waiting().filter((w) => w.draft.native_id !== entry.draft.native_id);
    return store(this.key("outbox"), [...others, entry]);
  }

  take(id: string): void {
    store(this.key("outbox"), this.waiting().filter((w) => w.draft.native_id !== id));
  }
}

function database(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const opening = indexedDB.open("guardian-capture", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("files");
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => failed(opening.error ?? new Error("no store for files"));
  });
}

async function inFiles<T>(
  mode: IDBTransactionMode,
  act: (files: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const open = await database();
  try {
    return await new Promise<T>((done, failed) => {
      const change = open.transaction("files", mode);
      const asked = act(change.objectStore("files"));
      change.oncomplete = () => done(asked.result);
      change.onerror = () => failed(change.error ?? new Error("the files could not be kept"));
      change.onabort = () => failed(change.error ?? new Error("the files could not be kept"));
    });
  } finally {
    open.close();
  }
}

/** The files of a draft; none where the browser keeps no files. */
export async function filesOf(id: string): Promise<File[]> {
  try {
    type Found = File[] | undefined;
    return (await inFiles<Found>("readonly", (s) => s.get(id) as IDBRequest<Found>)) ?? [];
  } catch {
    return [];
  }
}

export async function keepFiles(id: string, files: File[]): Promise<void> {
  await inFiles("readwrite", (s) => (files.length ? s.put(files, id) : s.delete(id)) as IDBRequest);
}

/** A token of now: the room may have been started anew since this page was written. */
async function token(who: string): Promise<string> {
  const answer = await fetch(at("/api/capture/token"), { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (answer.status >= 500) throw new Error("the room is away");
  if (!answer.ok || answer.redirected) throw new Refused("Sign in again, then it is sent.");
  const told = (await answer.json()) as { token: string; name: string };
  if (who && told.name !== who) throw new Refused(`Written by ${who}; sign in under that name to send it.`);
  return told.token;
}

function body(entry: Waiting, files: File[]): { path: string; body: BodyInit; type?: string } {
  const waited = Math.max(0, (Date.now() - entry.since) / 1000);
  const draft = JSON.stringify({ ...entry.draft, waited_s: waited });
  if (!files.length) return { path: "/api/capture", body: draft, type: "application/json" };
  const form = new FormData();
  form.set("draft", draft);
  for (const file of files) form.append("files", file, file.name);
  return { path: "/api/capture/with-files", body: form };
}

/** Sends one. Throws Refused where the room does not take it, anything else where it is away. */
export async function send(entry: Waiting, who: string): Promise<Recorded> {
  const made = body(entry, await filesOf(entry.draft.native_id));
  const headers: Record<string, string> = { "x-csrftoken": await token(who) };
  if (made.type) headers["content-type"] = made.type;
  const answer = await fetch(at(made.path), {
    method: "POST",
    headers,
    body: made.body,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (answer.status === 201) return (await answer.json()) as Recorded;
  if (answer.status >= 500 || answer.status === 429) throw new Error("the room is away");
  const told = (await answer.json().catch(() => ({}))) as { error?: string };
  throw new Refused(told.error ?? `The room does not take it (${answer.status}).`);
}

/** One sender at a time among the tabs of this browser, where it can be arranged. */
export function alone<T>(act: () => Promise<T>): Promise<T> {
  const locks = navigator.locks as LockManager | undefined;
  return locks ? (locks.request("guardian-capture", act) as Promise<T>) : act();
}
