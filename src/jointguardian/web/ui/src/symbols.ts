// Signs after APP-6 / MIL-STD-2525, drawn on a canvas.

import ms from "milsymbol";

// Own side (friend) land installation: a military base. Source: MIL-STD-2525D, symbol set 20.
const CAMP = "10032000001208000000";

export function campImage(): ImageData {
  const canvas = new ms.Symbol(CAMP, { size: 40, fill: true }).asCanvas();
  const context = canvas.getContext("2d");
  if (!context) return new ImageData(1, 1);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
