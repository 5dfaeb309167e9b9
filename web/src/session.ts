// Who is signed in and what the server says of itself: asked once, kept for all pages.
import { computed, reactive, shallowRef } from "vue";
import { PROVINCE } from "./access";
import { answer, api, type Schemas } from "./api";
import { isSignedIn } from "./auth";
import { brought, keepOpening } from "./opening";
import { serverDay, setServerTime } from "./time";

export const settings = shallowRef<Schemas["Client"]>();
export const me = shallowRef<Schemas["WhoAmI"] | null>(null);
/** The day in Beijing by the server's clock, 2020-06-01. */
export const today = serverDay;
/** Whether a bureau's territory is the whole province: some pages and acts are the province's alone. */
export const isProvince = computed(() => me.value?.territory === PROVINCE);
/** What the next page should say first, such as that something was done. */
export const told = reactive({ text: "" });

/** The settings, which everything else needs: the page brought them along, or they are asked for. */
export async function loadSettings(): Promise<Schemas["Client"]> {
  settings.value = brought?.client ?? (await answer(api.GET("/v1/client")));
  setServerTime(settings.value.now);
  return settings.value;
}

/** Ask who this login is; again after what changes it. */
export async function loadMe(): Promise<Schemas["WhoAmI"] | null> {
  me.value = isSignedIn() ? await answer(api.GET("/v1/whoami")) : null;
  if (me.value) setServerTime(me.value.now);
  return me.value;
}

/** As `loadMe`, with all that one's first page shows, in one call. */
export async function openFirstPage(): Promise<void> {
  if (!isSignedIn()) return void (me.value = null);
  const opening = await answer(api.GET("/v1/opening"));
  me.value = opening.whoami;
  setServerTime(opening.whoami.now);
  keepOpening(opening);
}

/** What the server declares of a role of staff: its name and its page here, if any. */
export function roleOf(role: string | null | undefined): Schemas["RoleShown"] | undefined {
  return settings.value?.roles.find((each) => each.role === role);
}

/** Whether a login acts for an employer, or has asked to. */
export const isOfEmployer = computed(() => !!me.value?.employers.length);

/** Where somebody begins: by role, as a professional, as a clerk, or at the enrolment. */
export function homeOf(who: Schemas["WhoAmI"] | null): string {
  if (!who) return "/welcome";
  const home = roleOf(who.role)?.home;
  if (home) return home;
  if (who.enrolled) return "/year";
  return who.role ? "/other-role" : who.employers.length ? "/employer" : "/enrol";
}
