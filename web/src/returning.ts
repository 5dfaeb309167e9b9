/**
 * A page that the browser kept whole while one was elsewhere (back/forward cache) is shown again only to
 * whom it belongs. It is hidden while it is kept, so that nobody else sees it even for a moment.
 */
import { isStillMine } from "./auth";

export function watchReturn(): void {
  const { style } = document.documentElement;
  window.addEventListener("pagehide", ({ persisted }) => {
    if (persisted) style.visibility = "hidden";
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted && !isStillMine()) location.reload();
    else style.visibility = "";
  });
}
