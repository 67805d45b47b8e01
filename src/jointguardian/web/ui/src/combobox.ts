// A text field with suggestions below it: arrows choose, Enter takes, Escape leaves, typing goes on.

export interface Option {
  value: string;
  label: string;
  note: string;
  id?: string;
}

const PAUSE_MS = 120;

/** `ask` gives suggestions for what is typed; `taken` is told what was chosen. */
export function startCombobox(
  field: HTMLInputElement,
  list: HTMLElement,
  ask: (text: string) => Promise<Option[]>,
  taken: (option: Option) => void,
): void {
  let options: Option[] = [];
  let active = -1;
  let timer = 0;
  let asked = 0;

  const close = (): void => {
    asked += 1;
    clearTimeout(timer);
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const take = (at: number): void => {
    const option = options[at];
    if (!option) return;
    field.value = option.value;
    close();
    taken(option);
  };
  const light = (at: number): void => {
    active = at;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    const item = list.children[at];
    if (!item) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };
  const show = (found: Option[]): void => {
    options = found;
    list.replaceChildren(
      ...found.map((option, n) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${n}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        const note = document.createElement("small");
        note.textContent = option.note;
        item.append(option.label, " ", note);
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(n);
        });
        return item;
      }),
    );
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(found.length > 0));
    light(-1);
  };
  const look = async (): Promise<void> => {
    const mine = ++asked;
    const found = await ask(field.value.trim()).catch(() => []);
    if (mine === asked && document.activeElement === field) show(found);
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void look(), PAUSE_MS);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const many = options.length;
    if (event.key === "ArrowDown" && list.hidden) void look();
    else if (list.hidden || event.ctrlKey) return;
    else if (event.key === "ArrowDown") light((active + 1) % many);
    else if (event.key === "ArrowUp") light((active + many - 1) % many);
    else if (event.key === "Enter" && active >= 0) take(active);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
