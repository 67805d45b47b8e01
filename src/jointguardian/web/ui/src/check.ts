// Checking without leaving the incident: merge and link in a dialog with their search in place, and
// the form that splits accounts off.

import { say } from "./live";

const PAUSE_MS = 250;

let asked = 0;

function modified(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
}

async function found(address: string): Promise<HTMLElement> {
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.getElementById("alike");
  if (!answer.ok || !part) throw new Error(page.querySelector(".problem")?.textContent ?? "");
  return document.importNode(part, true);
}

/** The dialog for a link that wants one; it is made for each opening and goes when it closes. */
async function open(link: HTMLAnchorElement): Promise<void> {
  let part: HTMLElement;
  try {
    part = await found(link.href);
  } catch {
    location.assign(link.href);
    return;
  }
  const dialog = document.createElement("dialog");
  dialog.className = "check-dialog check";
  dialog.setAttribute("aria-labelledby", "alike-title");
  const leave = document.createElement("button");
  leave.type = "button";
  leave.className = "leave";
  leave.textContent = "Close";
  leave.addEventListener("click", () => dialog.close());
  const wrong = document.createElement("p");
  wrong.className = "wrong";
  wrong.setAttribute("role", "alert");
  dialog.append(leave, part, wrong);
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  dialog.addEventListener("submit", (event) => void submit(event, dialog, wrong));
  let waiting = 0;
  dialog.addEventListener("input", (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>("form[method='get']");
    if (!form) return;
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void look(form, dialog), PAUSE_MS);
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector<HTMLInputElement>("input[name='words']")?.focus();
}

/** Puts what is found now in the place of what was found; the newest search counts. */
async function look(form: HTMLFormElement, dialog: HTMLDialogElement): Promise<void> {
  const mine = ++asked;
  const words = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) words.set(name, String(value));
  try {
    const part = await found(`${form.getAttribute("action") ?? ""}?${words.toString()}`);
    if (mine !== asked) return;
    for (const wanted of [".count", "ol.alike"]) {
      const fresh = part.querySelector(wanted);
      if (fresh) dialog.querySelector(wanted)?.replaceWith(fresh);
    }
  } catch (fault) {
    if (mine === asked) say((fault instanceof Error && fault.message) || "The room does not answer.");
  }
}

async function submit(event: SubmitEvent, dialog: HTMLDialogElement, wrong: HTMLElement): Promise<void> {
  const form = event.target as HTMLFormElement;
  event.preventDefault();
  if (form.method === "get") {
    await look(form, dialog);
    return;
  }
  const button = form.querySelector<HTMLButtonElement>("button");
  if (button?.disabled) return;
  if (button) button.disabled = true;
  try {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) body.append(name, String(value));
    const answer = await fetch(form.action, { method: "POST", body });
    if (answer.ok) {
      arrive(answer.url);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    wrong.textContent = page.querySelector(".problem")?.textContent ?? "That did not work.";
  } catch {
    wrong.textContent = "The room does not answer; is guardian serve still running?";
  }
  if (button) button.disabled = false;
  wrong.scrollIntoView({ block: "nearest" });
}

function arrive(address: string): void {
  const goal = new URL(address);
  if (goal.pathname === location.pathname && goal.search === location.search) location.reload();
  else location.assign(address);
}

function split(): void {
  const form = document.getElementById("split");
  if (!form) return;
  if (form.parentElement instanceof HTMLDetailsElement) form.parentElement.open = true;
  form.scrollIntoView({ block: "center" });
  form.querySelector<HTMLInputElement>("input[type='checkbox']")?.focus();
}

export function startCheck(): void {
  const ask = document.querySelector<HTMLDetailsElement>("details#ask");
  const begin = (): void => {
    if (ask?.open) ask.querySelector<HTMLTextAreaElement>("#question")?.focus();
  };
  begin();
  ask?.addEventListener("toggle", begin);
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("main a");
    if (!link || modified(event)) return;
    if (link.matches("[data-dialog]")) {
      event.preventDefault();
      void open(link);
    } else if (link.getAttribute("href")?.endsWith("#split")) {
      event.preventDefault();
      split();
    }
  });
}
