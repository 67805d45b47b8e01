// Judging with the keyboard: from value to value, and each judged where it stands.

import { say } from "./live";

let now = "";

function values(): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>("main .value")];
}

function judging(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>("#judge");
}

/** Whether this page has values to walk through. */
export function hasValues(): boolean {
  return document.querySelector("main .value") !== null;
}

function current(): HTMLAnchorElement | undefined {
  const active = document.activeElement;
  return values().find((v) => v === active) ?? values().find((v) => v.id === now);
}

function stand(on: HTMLAnchorElement | undefined): void {
  if (!on) return;
  for (const other of values()) other.tabIndex = other === on ? 0 : -1;
  now = on.id;
  on.focus();
  on.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** One value on (1) or back (-1). */
export function stepValue(by: 1 | -1): void {
  const all = values();
  const here = current();
  const at = here ? all.indexOf(here) : -1;
  stand(at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[at + by]);
}

/** The next value that nobody has judged, from the start again at the end. */
export function nextWaiting(): void {
  const all = values();
  const here = current();
  const at = here ? all.indexOf(here) : -1;
  const around = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  const next = around.find((v) => v.matches(".state-automatic:not(.none)"));
  if (next) stand(next);
  else say("Nothing on this page waits for review.");
}

function told(): HTMLAnchorElement | undefined {
  const here = current() ?? values()[0];
  if (!judging()) {
    say(document.getElementById("judge-closed")?.textContent ?? "Nothing can be judged here.");
    return undefined;
  }
  stand(here);
  return here;
}

/** Accepts (or, with `reject`, rejects) the value that has the focus, or all of its thing. */
export function judgeValue(action: "accept" | "reject", whole: boolean): void {
  const here = told();
  if (here) void send(here, action, whole ? "" : (here.dataset["field"] ?? ""), "");
}

function control(on: HTMLAnchorElement): HTMLInputElement | HTMLSelectElement {
  const name = on.dataset["vocabulary"];
  const choices = document.querySelector<HTMLTemplateElement>(
    `template.choices[data-vocabulary="${name}"]`,
  );
  const shown = on.dataset["value"] ?? "";
  if (!choices) {
    const input = document.createElement("input");
    input.value = shown;
    input.maxLength = 500;
    input.autocomplete = "off";
    return input;
  }
  const select = document.createElement("select");
  if (!shown) select.append(new Option("not known", ""));
  select.append(choices.content.cloneNode(true));
  select.value = shown;
  return select;
}

const HINTS: Record<string, string> = {
  date: "YYYY, YYYY-MM or YYYY-MM-DD",
  number: "25 or 25-30",
  names: "names, parted by ;",
  places: "a place or its gazetteer id",
  incident: "the id of another incident",
};

function editor(on: HTMLAnchorElement): HTMLFormElement {
  const form = document.createElement("form");
  form.className = "editor";
  const label = document.createElement("label");
  const field = control(on);
  const hint = HINTS[on.dataset["form"] ?? ""] ?? "";
  label.append(`${on.dataset["label"]} `, field);
  if (hint && field instanceof HTMLInputElement) field.placeholder = hint;
  const why = document.createElement("input");
  why.placeholder = "why (optional)";
  why.maxLength = 500;
  why.setAttribute("aria-label", "Why");
  const save = document.createElement("button");
  save.className = "main";
  save.textContent = "Save";
  const leave = document.createElement("button");
  leave.type = "button";
  leave.textContent = "Cancel";
  const close = (): void => {
    form.remove();
    stand(on);
  };
  leave.addEventListener("click", close);
  form.append(label, why, save, leave);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && event.target instanceof HTMLSelectElement) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(on, "correct", on.dataset["field"] ?? "", field.value, why.value, form);
  });
  return form;
}

/** Opens the correction of the value that has the focus, in its place. */
export function correctValue(): void {
  const here = told();
  if (!here) return;
  document.querySelector(".editor")?.remove();
  const form = editor(here);
  here.after(form);
  const field = form.querySelector<HTMLInputElement | HTMLSelectElement>("input, select");
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}

let sending = false;

async function send(
  on: HTMLAnchorElement,
  action: string,
  field: string,
  value: string,
  reason = "",
  form?: HTMLFormElement,
): Promise<void> {
  const judge = judging();
  if (!judge || sending) return;
  sending = true;
  document.body.classList.add("loading");
  const body = new URLSearchParams();
  for (const [name, text] of new FormData(judge)) body.set(name, String(text));
  const item = on.dataset["item"] ?? "";
  for (const [name, text] of Object.entries({ item, action, field, value, reason })) {
    body.set(name, text);
  }
  try {
    const answer = await fetch(judge.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok) refuse(page, form);
    else renew(page, answer.url, on.id, `${on.dataset["label"]}: ${WORDS[action] ?? action}`);
  } catch {
    say("The room does not answer; is guardian serve still running?");
  } finally {
    sending = false;
    document.body.classList.remove("loading");
  }
}

const WORDS: Record<string, string> = {
  accept: "accepted",
  correct: "corrected",
  reject: "rejected",
};

function refuse(page: Document, form?: HTMLFormElement): void {
  say(page.querySelector(".problem")?.textContent ?? "That did not work.");
  const field = form?.querySelector<HTMLElement>("input, select");
  field?.setAttribute("aria-invalid", "true");
  field?.focus();
}

/** Puts the page as it is now in the place of the one that was judged, and keeps the place in it. */
function renew(page: Document, address: string, id: string, done: string): void {
  const fresh = page.querySelector("main");
  const old = document.querySelector("main");
  if (!fresh || !old) return;
  const index = values().findIndex((v) => v.id === id);
  const scrolled = [...document.querySelectorAll(".accounts, aside")].map((e) => [e.scrollLeft, e.scrollTop]);
  old.replaceWith(document.importNode(fresh, true));
  const goal = new URL(address);
  if (goal.pathname !== location.pathname) history.pushState(null, "", address);
  [...document.querySelectorAll(".accounts, aside")].forEach((e, n) => {
    [e.scrollLeft, e.scrollTop] = [scrolled[n]?.[0] ?? 0, scrolled[n]?.[1] ?? 0];
  });
  stand(values().find((v) => v.id === id) ?? values()[Math.min(index, values().length - 1)]);
  const status = document.getElementById("said");
  if (status) status.textContent = done;
}

/** Clicks on a value open its correction; the first value is where the tab key enters. */
export function startReview(): void {
  document.addEventListener("click", (event) => {
    const on = (event.target as Element).closest<HTMLAnchorElement>("main .value");
    if (!on || !judging() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    now = on.id;
    stand(on);
    correctValue();
  });
  values().forEach((v, n) => (v.tabIndex = n === 0 ? 0 : -1));
}
