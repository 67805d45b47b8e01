// Signs after APP-6 / MIL-STD-2525: camps on the map, units in the tree. milsymbol comes with the
// chunk that asks for it, never with the first page.

import ms from "milsymbol";

// Own side (friend) land installation: a military base. Source: MIL-STD-2525D, symbol set 20.
const CAMP = "10032000001208000000";

function image(sidc: string, size: number): ImageData {
  const canvas = new ms.Symbol(sidc, { size, fill: true }).asCanvas();
  const context = canvas.getContext("2d");
  if (!context) return new ImageData(1, 1);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

export function campImage(): ImageData {
  return image(CAMP, 40);
}

/** A unit's sign for the map. */
export function unitImage(sidc: string): ImageData {
  return image(sidc, 40);
}

/** Draws the sign of each element that names one; its words stand beside it. */
export function drawSymbols(within: ParentNode): void {
  for (const place of within.querySelectorAll<HTMLElement>(".symbol[data-sidc]:empty")) {
    const size = place.classList.contains("large") ? 34 : 18;
    const drawn = new ms.Symbol(place.dataset["sidc"] ?? "", { size });
    if (drawn.isValid()) place.append(drawn.asDOM());
  }
}
