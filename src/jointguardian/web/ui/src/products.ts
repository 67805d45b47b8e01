// A product's page: sentences edited in their place, sources found while one types, the page renewed.

import { say } from "./live";

function main(): HTMLElement | null {
  return document.querySelector<HTMLElement>("main.product");
}

async function fetched(address: string, options?: RequestInit): Promise<[Document, Response] | null> {
  document.body.classList.add("loading");
  try {
    const answer = await fetch(address, options);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok) {
      say(page.querySelector(".problem")?.textContent ?? "That did not work.");
      return null;
    }
    return [page, answer];
  } catch {
    say("The room does not answer; is guardian serve still running? What you wrote is still here.");
    return null;
  } finally {
    document.body.classList.remove("loading");
  }
}

/** Puts one part of the page at an address in the place of the same part here. */
async function renewPart(address: string, id: string): Promise<HTMLElement | null> {
  const found = await fetched(address);
  const fresh = found?.[0].getElementById(id);
  if (!fresh) return null;
  const part = document.importNode(fresh, true);
  document.getElementById(id)?.replaceWith(part);
  return part;
}

async function open(link: HTMLAnchorElement): Promise<void> {
  const part = await renewPart(link.href, link.dataset["edit"] ?? "");
  const field = part?.querySelector<HTMLElement>("textarea, input:not([type=hidden])");
  field?.focus();
  if (field instanceof HTMLTextAreaElement) field.selectionStart = field.value.length;
}

async function close(form: HTMLFormElement): Promise<void> {
  const part = form.closest<HTMLElement>("[id^='line-'], .add-line");
  const here = main()?.dataset["here"];
  if (!part || !here) return;
  if (part instanceof HTMLDetailsElement) {
    part.open = false;
    return;
  }
  const fresh = await renewPart(here, part.id);
  fresh?.focus();
}

// A button of the form is called "action", and hides the property of that name.
/** Sends a form and puts the page as it is then in the place of this one; on a refusal all stays. */
async function send(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  if (button instanceof HTMLButtonElement && button.name) body.set(button.name, button.value);
  const found = await fetched(form.getAttribute("action") ?? "", { method: "POST", body });
  const fresh = found?.[0].querySelector("main.product");
  const old = main();
  if (!found || !fresh || !old) return;
  const id = form.closest("[id]")?.id ?? "";
  old.replaceWith(document.importNode(fresh, true));
  history.replaceState(null, "", found[1].url);
  document.getElementById(id)?.focus({ preventScroll: true });
  const status = document.getElementById("said");
  if (status) status.textContent = "Saved.";
}

let waiting = 0;

async function find(field: HTMLInputElement): Promise<void> {
  const query = new URLSearchParams({ words: field.value });
  const found = await fetched(`${field.dataset["sources"]}?${query}`);
  const fresh = found?.[0].getElementById("sources");
  const old = field.form?.querySelector<HTMLElement>("#sources");
  if (!fresh || !old) return;
  const chosen = [...old.querySelectorAll("label")].filter((l) => l.querySelector("input:checked"));
  const part = document.importNode(fresh, true);
  const values = chosen.map((l) => l.querySelector("input")?.value);
  for (const label of part.querySelectorAll("label")) {
    if (values.includes(label.querySelector("input")?.value)) label.remove();
  }
  part.prepend(...chosen);
  old.replaceWith(part);
}

function walk(by: 1 | -1): void {
  const lines = [...document.querySelectorAll<HTMLElement>(".pline")];
  const at = lines.findIndex((line) => line.contains(document.activeElement));
  const next = lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function edit(): void {
  const line = document.activeElement?.closest(".pline");
  const link = line?.querySelector<HTMLAnchorElement>("a[data-edit]");
  if (link) void open(link);
}

const KEYS: Record<string, () => void> = { j: () => walk(1), k: () => walk(-1), e: edit };

function onKey(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const form = target.closest<HTMLFormElement>("form[data-renew]");
  if (form && event.key === "Escape") {
    event.preventDefault();
    void close(form);
  } else if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector<HTMLButtonElement>("button.main"));
  } else if (!target.matches("input, textarea, select") && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const act = document.querySelector("dialog[open]") ? undefined : KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}

/** Starts the page of one product; without script its links and forms do the same. */
export function startProducts(): void {
  document.addEventListener("keydown", onKey, { capture: true });
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.target as Element;
    const link = target.closest<HTMLAnchorElement>("a[data-edit]");
    const cancel = target.closest<HTMLAnchorElement>("a[data-cancel]");
    if (!link && !cancel) return;
    event.preventDefault();
    if (link) void open(link);
    const form = cancel?.closest("form");
    if (form) void close(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("form[data-renew]")) return;
    event.preventDefault();
    void send(form, event.submitter);
  });
  document.addEventListener("input", (event) => {
    const field = event.target as HTMLInputElement;
    if (!field.matches("[data-sources]")) return;
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void find(field), 250);
  });
  main()?.setAttribute("data-ready", "");
}
