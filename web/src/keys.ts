/**
 * Shortcuts of one key (WCAG 2.1.4): each can be found (`?`), given another key, and all of them switched off; what was
 * chosen stays in this browser. They are heard wherever the focus is but where somebody types, in the evidence too.
 */
import { onMounted, onUnmounted, reactive, watch } from "vue";

export interface Shortcut {
  act: string;
  key: string;
  text: string;
}
/** What is done at a desk, in the order in which it is listed, each with the key that it has at first. */
export const SHORTCUTS: Shortcut[] = [
  { act: "next", key: "j", text: "下一条" },
  { act: "previous", key: "k", text: "上一条" },
  { act: "accredit", key: "a", text: "认定、通过或确认" },
  { act: "less", key: "e", text: "少认定，或附说明" },
  { act: "return", key: "r", text: "退回" },
  { act: "reject", key: "d", text: "不予认定、不予通过或不予确认" },
  { act: "undo", key: "z", text: "撤销刚才的决定（十秒内）" },
  { act: "select", key: "x", text: "选择或取消选择" },
  { act: "accredit-selected", key: "shift+a", text: "认定所选各条" },
  { act: "beside", key: "o", text: "对照使用同一材料的记录" },
  { act: "file", key: "n", text: "下一份材料" },
  { act: "search", key: "/", text: "查找" },
  { act: "help", key: "?", text: "快捷键一览" },
];
/** What belongs to the evidence, and within a reason; shown with the others, and switched off with them. */
export const FIXED: [keys: string, text: string][] = [
  ["+ − 0", "材料放大、缩小、适合宽度"],
  ["[ ]", "材料向左、向右转"],
  ["← →", "材料上一页、下一页"],
  ["1 – 9", "填写理由时选用常用理由"],
  ["Esc", "取消，或回到列表"],
];
/** Keys of the evidence: nothing else may be given them. */
const TAKEN = new Set(["+", "-", "=", "0", "[", "]", "arrowleft", "arrowright", "escape", "tab", "enter", " "]);
const NAME = "xuefen:keys";
interface Chosen {
  on: boolean;
  changed: Record<string, string>;
}

function kept(): Chosen {
  try {
    return { on: true, changed: {}, ...(JSON.parse(localStorage.getItem(NAME) ?? "{}") as Partial<Chosen>) };
  } catch {
    return { on: true, changed: {} };
  }
}
export const chosen = reactive<Chosen>(kept());
watch(chosen, () => {
  try {
    localStorage.setItem(NAME, JSON.stringify(chosen));
  } catch {
    // A browser that keeps nothing: it holds for this visit.
  }
});

export const keyOf = (act: string): string =>
  chosen.changed[act] ?? SHORTCUTS.find((each) => each.act === act)?.key ?? "";
/** A key as it stands on a keyboard. */
export const shown = (key: string) => key.split("+").map((each) => (each === "shift" ? "Shift" : each.toUpperCase())).join(" + ") || "+";

/** What a Chinese input method makes of the same key. */
const AS_TYPED: Record<string, string> = { "？": "?", "、": "/", "【": "[", "】": "]", "＋": "+", "－": "-", "—": "-", "＝": "=" };
const BY_PLACE: Record<string, string> = { Slash: "/", Minus: "-", Equal: "=", BracketLeft: "[", BracketRight: "]" };

/** The key that was pressed, in small letters: `a`, `shift+a`, `?`. An input method hides it; then its place says which. */
export function pressedKey(event: KeyboardEvent): string {
  const hidden = event.key === "Process" || event.key === "Unidentified";
  const key = hidden ? (BY_PLACE[event.code] ?? event.code.replace(/^(Key|Digit)/, "")) : (AS_TYPED[event.key] ?? event.key);
  const isLetter = /^[a-z]$/i.test(key);
  return isLetter && event.shiftKey ? `shift+${key.toLowerCase()}` : key.toLowerCase();
}

/** Who would have a key besides; "" where it is free. */
export function holderOf(key: string, but: string): string {
  if (TAKEN.has(key)) return FIXED[0]?.[1] ?? "";
  return SHORTCUTS.find((each) => each.act !== but && keyOf(each.act) === key)?.text ?? "";
}
export function change(act: string, key: string): void {
  if (SHORTCUTS.some((each) => each.act === act && each.key === key)) delete chosen.changed[act];
  else chosen.changed[act] = key;
}
export const changeNone = () => (chosen.changed = {});

const TYPED_INTO = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

/**
 * Hear shortcuts while a page is open.
 *
 * @param acts what each act does here; what is not named is not heard.
 * @param rest what hears a key that is no shortcut, such as the evidence; it says whether it was meant.
 */
export function useKeys(acts: Record<string, () => unknown>, rest: (event: KeyboardEvent) => void = () => undefined) {
  function pressed(event: KeyboardEvent) {
    const on = event.target as HTMLElement;
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    if (event.key === "Escape") return void acts.leave?.();
    if (on.matches(TYPED_INTO)) return;
    const key = pressedKey(event);
    if ((event.ctrlKey || event.metaKey) && key === "z" && acts.undo) {
      event.preventDefault();
      return void acts.undo();
    }
    if (event.ctrlKey || event.metaKey || !chosen.on) return;
    const act = SHORTCUTS.find((each) => keyOf(each.act) === key)?.act;
    if (!act || !acts[act]) return rest(event);
    event.preventDefault();
    acts[act]?.();
  }
  onMounted(() => document.addEventListener("keydown", pressed));
  onUnmounted(() => document.removeEventListener("keydown", pressed));
}
