// The path below which a proxy shows the room ("" or "/kfor"): the one place of the script that
// knows of it. Every address that the script makes goes through `at`.

const ROOT = document.documentElement.dataset["root"] ?? "";

/** An address of the room, below the path at which the room stands. */
export function at(path: string): string {
  const ours = path.startsWith("/") && !path.startsWith("//");
  const there = ROOT !== "" && (path === ROOT || path.startsWith(`${ROOT}/`));
  return ours && !there ? ROOT + path : path;
}

/** The path inside of the room of an address of this page. */
export function inside(path: string): string {
  return ROOT !== "" && path.startsWith(`${ROOT}/`) ? path.slice(ROOT.length) : path;
}
