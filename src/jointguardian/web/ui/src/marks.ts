// On a report's page: the marks of the thing that the address names stand out.

function light(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  for (const mark of document.querySelectorAll<HTMLElement>("mark[data-ids]")) {
    const ids = mark.dataset["ids"]?.split(" ") ?? [];
    mark.classList.toggle("lit", id !== "" && ids.includes(id));
  }
  document.querySelector("mark.lit")?.scrollIntoView({ block: "center" });
}

export function startMarks(): void {
  if (!document.querySelector("mark[data-ids]")) return;
  addEventListener("hashchange", light);
  light();
}
