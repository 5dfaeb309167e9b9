// What was done, told for a while at the foot of the page; and, until then, how to undo it.
import { reactive, ref } from "vue";

export interface Toast {
  id: number;
  text: string;
  /** Seconds that it is shown; whoever rests on it or focuses it has as long as they like. */
  seconds: number;
  undo?: () => void;
  /** What happens when its time has passed and it was not undone. */
  passed?: () => void;
}

/** Which of them somebody rests on or focuses: its time stands still, and that of what waits with it; 0 for none. */
export const held = ref(0);
export const toasts = reactive<Toast[]>([]);
const DEFAULT = 6;
let made = 0;

/** Tell something, with or without a way back; answers what takes it away again. */
export function tell(text: string, how: Partial<Pick<Toast, "seconds" | "undo" | "passed">> = {}): () => void {
  const toast: Toast = { id: (made += 1), text, seconds: DEFAULT, ...how };
  toasts.push(toast);
  return () => drop(toast.id);
}

export function drop(id: number): void {
  const place = toasts.findIndex((each) => each.id === id);
  if (place >= 0) toasts.splice(place, 1);
  if (held.value === id) held.value = 0;
}
