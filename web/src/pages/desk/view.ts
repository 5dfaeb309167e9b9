// How a desk's list and what is open of it come into view.
import { nextTick } from "vue";

export const isNarrow = () => matchMedia("(max-width: 48rem)").matches;

/** The list follows the keys; on a narrow screen what was chosen takes its place, and begins at its top. */
export async function bringIntoView(): Promise<void> {
  await nextTick();
  if (isNarrow()) return document.querySelector(".to-list, .record")?.scrollIntoView({ block: "start" });
  const [list, entry] = [document.querySelector(".queue"), document.querySelector(".entry.now")];
  if (!list || !entry) return;
  // Within its list alone: the page itself stays where it is.
  const [room, now] = [list.getBoundingClientRect(), entry.getBoundingClientRect()];
  if (now.top < room.top) list.scrollTop -= room.top - now.top;
  if (now.bottom > room.bottom) list.scrollTop += now.bottom - room.bottom;
}
