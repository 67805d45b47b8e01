import "htmx.org";
import "maplibre-gl/dist/maplibre-gl.css";
import "./styles/room.css";
import { startAlerts } from "./alerts";
import { startAsOf } from "./asof";
import { startCapture } from "./capture";
import { startCheck } from "./check";
import { json, type Timeline } from "./data";
import { fetchGround } from "./ground";
import { startKeys } from "./keys";
import { startFilters, startOrder } from "./list";
import { query, say, startLive, view } from "./live";
import { startMarks } from "./marks";
import { startMenus } from "./menus";
import { startPresence } from "./presence";
import { startReplay } from "./replay";
import { startReview } from "./review";
import { startRoomNews } from "./roomnews";
import { startTabs } from "./tabs";
import { startTheme } from "./theme";
import { startTimeline } from "./timeline";
import { startWatch } from "./watch";

startTheme();
document.documentElement.classList.add("js");
startKeys();
startMenus();
startMarks();
startReview();
startReplay();
if (document.querySelector(".forces")) void import("./forces").then(({ startForces }) => startForces());
if (document.querySelector("main.posture, main.displacement")) void import("./day_slider").then(({ startDays: startSlider }) => startSlider());
if (document.querySelector("main.product")) void import("./products").then(({ startProducts }) => startProducts());
startCapture();
startCheck();
startWatch();
startPresence();
startAlerts();

if (document.getElementById("map")) {
  startTabs();
  startFilters();
  startOrder();
  startLive();
  void startRoom();
}

/** The timeline and the map, each as soon as it can; the list is of use before both. */
async function startRoom(): Promise<void> {
  try {
    const ground = fetchGround();
    await Promise.all([startDays(), import("./map").then(({ startMap }) => startMap(ground))]);
    startRoomNews();
  } catch (fault) {
    say(`The map or timeline could not start: ${fault instanceof Error ? fault.message : "unknown"}`);
  }
}

async function startDays(): Promise<void> {
  const timeline = await json<Timeline>(`/api/timeline?${query({ asOf: view().asOf, only: view().only })}`);
  startAsOf(timeline);
  startTimeline(timeline);
}
