/**
 * What nobody expected is shown, wherever it happens: a button that does nothing, silently, is worse than
 * any message. The message never repeats what an error says: that may hold what somebody typed.
 */
import "./unexpected.css";
import type { App } from "vue";
import type { Router } from "vue-router";
import { Problem } from "./api";
import { base } from "./place";

interface Told {
  title: string;
  detail: string;
}

const PLACE = "unexpected";
/** How the engines say that a file of the client did not come. */
const UNLOADED = /dynamically imported module|importing a module script failed|unable to preload/i;
/** What browsers tell as errors and none is. */
const HARMLESS = /^ResizeObserver loop|^Script error\.?$/;

function toldOf(error: unknown): Told | null {
  if (error instanceof Problem) return error;
  const { name = "Error", message = "" } = (error ?? {}) as { name?: string; message?: string };
  if (name === "AbortError" || HARMLESS.test(message)) return null;
  if (UNLOADED.test(message)) {
    return { title: "这一页没有打开", detail: "网络中断，或者网站刚刚更新。请点击“重新打开”；已填写的内容保留着。" };
  }
  const detail = "刚才的操作可能没有完成。已填写的内容保留着：请点击“重新打开”再试；仍然不行的，请换一个浏览器，或拨打页面底部的电话，并告知代号";
  return { title: "出了意外", detail: `${detail}${/^\w{1,40}$/.test(name) ? name : "Error"}。` };
}

function button(text: string, act: () => void, kind = ""): HTMLButtonElement {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", textContent: text, className: kind });
  made.addEventListener("click", act);
  return made;
}

/** Show an error above the page, in the place of one that is shown already; with ways on. */
export function showUnexpected(error: unknown): void {
  const told = toldOf(error);
  if (!told) return;
  document.getElementById(PLACE)?.remove();
  const note = document.createElement("div");
  note.id = PLACE;
  note.setAttribute("role", "alert");
  const title = document.createElement("strong");
  title.textContent = told.title;
  const line = document.createElement("p");
  line.textContent = told.detail;
  const ways = document.createElement("div");
  ways.className = "actions";
  ways.append(
    button("重新打开", () => location.reload()),
    button("回到首页", () => location.assign(base), "second"),
    button("关闭提示", () => note.remove(), "second"),
  );
  note.append(title, line, ways);
  document.body.append(note);
}

/** From now on; before the client is there, too. */
export function watchErrors(): void {
  window.addEventListener("error", ({ error, message }) => showUnexpected(error ?? { message }));
  window.addEventListener("unhandledrejection", ({ reason }) => showUnexpected(reason));
}

/** What Vue and its router would only write into the console. */
export function watchClient(app: App, router: Router): void {
  app.config.errorHandler = (error) => {
    showUnexpected(error);
    console.error(error);
  };
  router.onError(showUnexpected);
}
