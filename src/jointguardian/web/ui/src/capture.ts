// A report taken down by keyboard: read while one types, kept in this browser until the room has it.

import { startCombobox } from "./combobox";
import { say } from "./live";
import {
  alone,
  type Draft,
  filesOf,
  Kept,
  keepFiles,
  newId,
  type Person,
  type Recorded,
  Refused,
  type Said,
  send,
  type Waiting,
} from "./outbox";
import { at } from "./root";

const PAUSE_MS = 350;
const AGAIN_MS = 5_000;
const $ = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

interface Place {
  id: string;
  both: string;
  kind: string;
  mgrs: string;
}

/** The one form of this page. */
class Form {
  readonly kept: Kept;
  private id = newId();
  private event = "";
  private incident = "";
  private place = { value: "", id: "" };
  private files: File[] = [];
  private readonly said = new Map<string, Said>();
  private reading: AbortController | undefined;
  private timer = 0;
  private recording = false;
  private line: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly form: HTMLFormElement,
    private readonly dialog: HTMLDialogElement | null,
  ) {
    this.kept = new Kept(form.dataset["name"] ?? "");
    this.restore(this.kept.draft());
    this.listen();
    this.suggest();
    this.showWaiting();
    void this.flush();
    setInterval(() => void (this.kept.waiting().length && this.flush()), AGAIN_MS);
    addEventListener("online", () => void this.flush());
  }

  /** Opens the dialog; on the page of its own, goes to the text. */
  open(): void {
    if (this.dialog && !this.dialog.open) this.dialog.showModal();
    $("capture-text").focus();
    void this.look();
  }

  private field(name: string): Field {
    return this.form.elements.namedItem(name) as Field;
  }

  private draft(): Draft {
    const where = this.field("where").value.trim();
    const known = where !== "" && where === this.place.value ? ` [${this.place.id}]` : "";
    return {
      native_id: this.id,
      text: (this.field("text") as HTMLTextAreaElement).value,
      when: this.field("when").value.trim(),
      where: where + known,
      source: this.field("source").value.trim(),
      event: this.event,
      incident: this.incident,
      said: [...this.said.values()].filter((s) => s.action !== ""),
      persons: this.persons(),
      as_of: this.field("as_of").value,
    };
  }

  private restore(draft: Draft | null): void {
    if (!draft) return this.state();
    this.id = draft.native_id;
    const [, name = draft.where, id = ""] = /^(.*) \[([^\]]+)\]$/.exec(draft.where) ?? [];
    this.place = { value: name, id };
    for (const [field, value] of Object.entries({ text: draft.text, when: draft.when, where: name, source: draft.source })) {
      this.field(field).value = value;
    }
    this.event = draft.event;
    this.incident = draft.incident;
    this.said.clear();
    for (const one of draft.said) this.said.set(one.thing, one);
    this.showPersons(draft.persons);
    void filesOf(this.id).then((files) => {
      this.files = files;
      this.showFiles();
    });
    this.state();
  }

  private empty(draft: Draft): boolean {
    const written = [draft.text, draft.when, draft.where, draft.source].some((t) => t.trim() !== "");
    return !written && !this.files.length && !draft.persons.length;
  }

  private state(line?: string): void {
    const blank = this.empty(this.draft());
    $("capture-state").textContent =
      line ?? (blank ? "nothing written yet" : "not recorded yet; kept in this browser");
  }

  private changed(): void {
    const draft = this.draft();
    const safe = this.kept.keepDraft(this.empty(draft) ? null : draft);
    this.state(safe ? undefined : "not recorded yet, and this browser keeps no drafts");
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(), PAUSE_MS);
  }

  private listen(): void {
    const { form } = this;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.record();
    });
    form.addEventListener("input", (event) => this.input(event.target as Field));
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void this.record(event.shiftKey);
    });
    $("capture-sure").addEventListener("click", () => void this.record(true));
    $("capture-discard").addEventListener("click", () => void this.discard());
    $("capture-person").addEventListener("click", () => this.addPerson());
    $("capture-map-open").addEventListener("click", () => void this.map());
    const close = $("capture-close");
    close.hidden = this.dialog === null;
    close.addEventListener("click", () => this.dialog?.close());
  }

  private input(target: Field): void {
    const thing = target.closest<HTMLElement>(".thing");
    if (thing) this.decide(thing, target);
    else if (target.dataset["draft"] === "event") this.event = target.value;
    else if (target.name === "incident") this.incident = target.value;
    else if (target.id === "capture-files") return void this.attach(target as HTMLInputElement);
    this.changed();
  }

  // --- what was read ------------------------------------------------------------------------

  private async look(): Promise<void> {
    this.reading?.abort();
    const draft = this.draft();
    const { signal } = (this.reading = new AbortController());
    const ask = { method: "POST", body: JSON.stringify(draft), signal };
    const headers = { "content-type": "application/json", "x-csrftoken": this.field("_csrf_token").value };
    try {
      const read = await fetch(at("/capture/read"), { ...ask, headers });
      if (!read.ok) return;
      this.show($("capture-read"), await read.text());
      if (!draft.text.trim()) return $("capture-told").replaceChildren();
      const told = await fetch(at("/capture/told"), { ...ask, headers });
      if (told.ok) this.show($("capture-told"), await told.text());
    } catch {
      // without the room there is nothing beside the text; the text itself is kept
    }
  }

  private show(part: HTMLElement, html: string): void {
    const focus = document.activeElement;
    const held = focus instanceof HTMLElement && part.contains(focus) ? this.place_of(focus) : "";
    const page = new DOMParser().parseFromString(html, "text/html");
    part.replaceChildren(...[...page.body.childNodes].map((n) => document.importNode(n, true)));
    for (const thing of part.querySelectorAll<HTMLElement>(".thing")) this.mark(thing);
    const chosen = part.querySelector<HTMLSelectElement>("[data-draft='event']");
    if (chosen) chosen.value = this.event;
    if (held) part.querySelector<HTMLElement>(held)?.focus();
  }

  private place_of(on: HTMLElement): string {
    const thing = on.closest<HTMLElement>(".thing")?.dataset["thing"];
    const name = on.dataset["field"] ? `[data-field="${on.dataset["field"]}"]` : `[data-act="${on.dataset["act"]}"]`;
    return thing ? `.thing[data-thing="${thing}"] ${name}` : "";
  }

  /** Puts what was decided of a thing back into its fields. */
  private mark(thing: HTMLElement): void {
    const one = this.said.get(thing.dataset["thing"] ?? "");
    if (!one) return;
    for (const box of thing.querySelectorAll<HTMLInputElement>("[data-act]")) {
      box.checked = box.dataset["act"] === one.action;
    }
    for (const field of thing.querySelectorAll<Field>("[data-field]")) {
      const value = one.values[field.dataset["field"] ?? ""];
      if (value !== undefined) field.value = value;
    }
    thing.classList.toggle("struck", one.action === "reject");
  }

  private decide(thing: HTMLElement, on: Field): void {
    const key = thing.dataset["thing"] ?? "";
    const boxes = [...thing.querySelectorAll<HTMLInputElement>("[data-act]")];
    for (const box of boxes) if (box !== on && on.dataset["act"]) box.checked = false;
    const values: Record<string, string> = {};
    for (const field of thing.querySelectorAll<Field>("[data-field]")) {
      if (field.value !== field.dataset["read"]) values[field.dataset["field"] ?? ""] = field.value;
    }
    const box = boxes.find((b) => b.checked)?.dataset["act"];
    const action = box ?? (Object.keys(values).length ? "correct" : "");
    this.said.set(key, { thing: key, action, values });
    thing.classList.toggle("struck", action === "reject");
  }

  /** Everything that is read and not struck out is right. */
  private confirmAll(): void {
    for (const thing of $("capture-read").querySelectorAll<HTMLElement>(".thing")) {
      const box = thing.querySelector<HTMLInputElement>("[data-act='accept']");
      const not = thing.querySelector<HTMLInputElement>("[data-act='reject']");
      if (!box || not?.checked) continue;
      box.checked = true;
      this.decide(thing, box);
    }
  }

  // --- persons, files, places ---------------------------------------------------------------

  private persons(): Person[] {
    const rows = [...$("capture-persons").querySelectorAll<HTMLElement>("li")];
    const value = (row: HTMLElement, name: string): string =>
      row.querySelector<Field>(`[data-person='${name}']`)?.value.trim() ?? "";
    return rows
      .map((r) => ({ name: value(r, "name"), role: value(r, "role"), part: value(r, "part") }))
      .filter((p) => p.name || p.role);
  }

  private showPersons(persons: Person[]): void {
    $("capture-persons").querySelector("ol")?.replaceChildren();
    for (const person of persons) this.addPerson(person);
  }

  private addPerson(person?: Person): void {
    const row = $<HTMLTemplateElement>("capture-person-row").content.cloneNode(true) as DocumentFragment;
    const item = row.querySelector("li");
    const fields = [...row.querySelectorAll<Field>("[data-person]")];
    for (const field of fields) {
      const name = field.dataset["person"] as keyof Person | "remove";
      if (person && name !== "remove") field.value = person[name];
    }
    row.querySelector("[data-person='remove']")?.addEventListener("click", () => {
      item?.remove();
      this.changed();
      $("capture-person").focus();
    });
    $("capture-persons").querySelector("ol")?.append(row);
    if (!person) fields[0]?.focus();
  }

  private async attach(field: HTMLInputElement): Promise<void> {
    this.files = [...this.files, ...(field.files ?? [])];
    field.value = "";
    await this.keepFiles();
    this.showFiles();
    this.changed();
  }

  private async keepFiles(): Promise<void> {
    try {
      await keepFiles(this.id, this.files);
    } catch {
      this.problem("This browser cannot keep files: they go with the report only while this page is open.");
    }
  }

  private showFiles(): void {
    const rows = this.files.map((file, n) => {
      const row = document.createElement("li");
      const off = document.createElement("button");
      off.type = "button";
      off.textContent = "Remove";
      off.setAttribute("aria-label", `Remove ${file.name}`);
      off.addEventListener("click", () => {
        this.files.splice(n, 1);
        this.showFiles();
        void this.keepFiles();
        this.changed();
      });
      row.append(`${file.name} (${Math.max(1, Math.round(file.size / 1000))} kB) `, off);
      return row;
    });
    $("capture-file-list").replaceChildren(...rows);
    this.state();
  }

  private suggest(): void {
    const ask = async <T>(path: string, text: string): Promise<T[]> => {
      const answer = await fetch(at(`${path}?q=${encodeURIComponent(text)}`));
      return answer.ok ? ((await answer.json()) as T[]) : [];
    };
    startCombobox(
      this.field("where") as HTMLInputElement,
      $("capture-places"),
      async (text) => {
        if (text.length < 2) return [];
        const found = await ask<Place>("/api/capture/places", text);
        return found.map((p) => ({ value: p.both, label: p.both, note: `${p.kind} ${p.mgrs}`, id: p.id }));
      },
      (option) => {
        this.place = { value: option.value, id: option.id ?? "" };
        this.changed();
      },
    );
    startCombobox(
      this.field("source") as HTMLInputElement,
      $("capture-sources"),
      async (text) => {
        const found = await ask<{ name: string; reliability: string }>("/api/capture/sources", text);
        return found.map((s) => ({ value: s.name, label: s.name, note: s.reliability }));
      },
      () => this.changed(),
    );
  }

  private async map(): Promise<void> {
    const box = $("capture-map");
    box.hidden = !box.hidden;
    $("capture-map-open").setAttribute("aria-expanded", String(!box.hidden));
    if (box.hidden) return;
    const { pickOn } = await import("./pick");
    await pickOn(box, (lat, lon) => {
      this.field("where").value = `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
      this.changed();
      this.field("where").focus();
    });
  }

  // --- recording ----------------------------------------------------------------------------

  private problem(line: string): void {
    const at_ = $("capture-problem");
    at_.textContent = line;
    at_.hidden = line === "";
  }

  private async record(sure = false): Promise<void> {
    if (this.recording) return;
    this.problem("");
    if (!(this.field("text") as HTMLTextAreaElement).value.trim()) {
      this.problem("There is no text yet: write what was reported.");
      return $("capture-text").focus();
    }
    if (sure) this.confirmAll();
    this.recording = true;
    try {
      await this.sendNow();
    } finally {
      this.recording = false;
    }
  }

  private async sendNow(): Promise<void> {
    const entry: Waiting = { draft: this.draft(), since: Date.now() };
    if (!this.kept.put(entry)) return this.straight(entry);
    this.kept.keepDraft(null);
    this.clear();
    const done = await this.flush(entry.draft.native_id);
    const left = this.kept.waiting().find((w) => w.draft.native_id === entry.draft.native_id);
    if (done) return;
    if (left?.refused) return this.takeBack(left);
    this.dialog?.close();
    say("No line to the room: the report waits in this browser and is sent when the line is back.");
  }

  /** Without a store there is no outbox: sent now, or still in the form. */
  private async straight(entry: Waiting): Promise<void> {
    try {
      this.done(await send(entry, this.form.dataset["name"] ?? ""));
      this.clear();
    } catch (fault) {
      this.problem(fault instanceof Refused ? fault.message : "No line to the room, and this browser keeps nothing: try again.");
    }
  }

  private clear(): void {
    this.id = newId();
    this.event = this.incident = "";
    this.place = { value: "", id: "" };
    this.files = [];
    this.said.clear();
    for (const name of ["text", "when", "where", "source"]) this.field(name).value = "";
    this.showPersons([]);
    this.showFiles();
    $("capture-read").replaceChildren();
    $("capture-told").replaceChildren();
    clearTimeout(this.timer);
    this.reading?.abort();
    this.state();
  }

  private async discard(): Promise<void> {
    if (!this.empty(this.draft()) && !confirm("Discard this draft? It is not recorded.")) return;
    await keepFiles(this.id, []).catch(() => undefined);
    this.kept.keepDraft(null);
    this.clear();
    $("capture-text").focus();
  }

  private takeBack(entry: Waiting): void {
    this.kept.take(entry.draft.native_id);
    this.kept.keepDraft(entry.draft);
    this.restore(entry.draft);
    this.problem(entry.refused ?? "");
    this.showWaiting();
    this.open();
  }

  /** Sends what waits, oldest first; true where the one with `id` is recorded. */
  private flush(id = ""): Promise<boolean> {
    const mine = this.line.then(() => this.sendAll(id));
    this.line = mine;
    return mine;
  }

  private async sendAll(id: string): Promise<boolean> {
    let recorded = false;
    try {
      await alone(async () => {
        for (const entry of this.kept.waiting()) {
          if (entry.refused && entry.draft.native_id !== id) continue;
          if (await this.sendOne(entry)) recorded ||= entry.draft.native_id === id;
        }
      });
    } catch {
      // the line is away; the entries stay where they are
    }
    this.showWaiting();
    return recorded;
  }

  private async sendOne(entry: Waiting): Promise<boolean> {
    try {
      const done = await send(entry, this.form.dataset["name"] ?? "");
      this.kept.take(entry.draft.native_id);
      await keepFiles(entry.draft.native_id, []).catch(() => undefined);
      this.done(done);
      return true;
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      this.kept.put({ ...entry, refused: fault.message });
      return false;
    }
  }

  private done(done: Recorded): void {
    const row = document.createElement("li");
    const link = document.createElement("a");
    const as_of = this.field("as_of").value;
    link.href = at(`/report/${done.report}${as_of ? `?as_of=${as_of}` : ""}`);
    link.textContent = [done.source, done.place].filter(Boolean).join(", ");
    const files = done.attachments ? `, ${done.attachments} file${done.attachments === 1 ? "" : "s"}` : "";
    const notes = done.notes.length ? ` — ${done.notes.join("; ")}` : "";
    row.append(link, ` recorded${files}${notes}`);
    $("capture-done").hidden = false;
    $("capture-done").querySelector("ul")?.prepend(row);
    const status = document.getElementById("said");
    if (status) status.textContent = `Recorded: ${link.textContent}`;
    if (this.dialog) {
      this.dialog.close();
      say(`Recorded: ${link.textContent}${notes}`);
    } else $("capture-text").focus();
  }

  private showWaiting(): void {
    const waiting = this.kept.waiting();
    const badge = document.getElementById("capture-count");
    if (badge) {
      badge.hidden = waiting.length === 0;
      badge.textContent = `${waiting.length} not sent`;
    }
    $("capture-outbox").hidden = waiting.length === 0;
    const rows = waiting.map((entry) => {
      const row = document.createElement("li");
      const open = document.createElement("button");
      open.type = "button";
      open.textContent = "Open";
      open.addEventListener("click", () => {
        if (this.empty(this.draft())) this.takeBack(entry);
        else this.problem("There is a draft in the form: record or discard it first.");
      });
      const why = entry.refused ? ` — ${entry.refused}` : " — waits for the line";
      row.append(entry.draft.text.slice(0, 80), why, " ", open);
      return row;
    });
    $("capture-outbox").querySelector("ul")?.replaceChildren(...rows);
  }
}

let form: Form | undefined;

/** Opens the form of this page; where it has none, the page of its own. */
export function openCapture(): void {
  if (form) form.open();
  else location.assign(at("/capture"));
}

/** Starts the form, on its own page or in the dialog. */
export function startCapture(): void {
  const element = document.getElementById("capture-form");
  if (!(element instanceof HTMLFormElement)) return;
  const dialog = document.getElementById("capture-dialog");
  form = new Form(element, dialog instanceof HTMLDialogElement ? dialog : null);
  document.getElementById("capture-count")?.addEventListener("click", openCapture);
  if (!dialog) form.open();
}
