import "./engines";
import { createApp } from "vue";
import App from "./App.vue";
import { Problem } from "./api";
import { here, isSignedIn, prepare, signInPage } from "./auth";
import { keepFocus } from "./focus";
import { yearPage } from "./pages/person/routes";
import { watchReturn } from "./returning";
import { router } from "./router";
import { loadMe, loadSettings, openFirstPage, told } from "./session";
import { showTheme } from "./theme";
import { watchClient, watchErrors } from "./unexpected";

watchErrors();
watchReturn();

/** Whether it is the page of one's years, where most begin, that opens: its address, or that after `#`. */
const isOwnPage = (address: string) => /^#?(\/(year(\/\d{4})?)?)?$/.test(address);

async function start(): Promise<void> {
  showTheme();
  const settings = await loadSettings();
  const arrival = await prepare(settings);
  const wanted = arrival && (arrival.failure ? signInPage(arrival) : arrival.to);
  const isOwn = isOwnPage(wanted ?? location.hash);
  if (isOwn && isSignedIn()) void yearPage().catch(() => undefined); // the router asks again, and tells
  const refused = await problemOf(isOwn ? openFirstPage() : loadMe());
  if (refused?.status === 401) await router.replace(notTaken(wanted ?? here(), refused.detail));
  else if (wanted) await router.replace(wanted);
  const app = createApp(App).use(router);
  watchClient(app, router);
  // What is clicked before the first page is there would begin from nowhere: signing in would come back to another page.
  await router.isReady();
  mount(app);
}

/** The client takes the place of the door; what was pressed or focused there (src/door) is so here. */
function mount(app: ReturnType<typeof createApp>): void {
  const pressed = document.getElementById("app")?.dataset.pressed;
  const focused = document.activeElement?.id;
  app.mount("#app");
  const main = document.getElementById("main");
  if (main) keepFocus(main);
  if (focused) document.getElementById(focused)?.focus();
  // After the router has put the page where it begins.
  if (pressed) setTimeout(() => document.getElementById(pressed)?.click());
}

/** What was said no to: a login that is not taken shows the pages of those who are signed out. */
async function problemOf(asked: Promise<unknown>): Promise<Problem | null> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  return null;
}

function notTaken(to: string, detail: string): string {
  told.text = detail;
  return signInPage({ to, failure: "not_taken" });
}

start().catch((error: unknown) => {
  const place = document.getElementById("app");
  if (!place) return;
  const text = error instanceof Problem ? error.detail : "页面没有打开，请刷新重试。";
  place.innerHTML = "";
  const note = document.createElement("main");
  const title = document.createElement("h1");
  title.textContent = "暂时打不开";
  const line = document.createElement("p");
  line.textContent = text;
  const again = document.createElement("button");
  again.textContent = "重新打开";
  again.addEventListener("click", () => location.reload());
  note.append(title, line, again);
  place.append(note);
  if (!(error instanceof Problem)) throw error;
});
