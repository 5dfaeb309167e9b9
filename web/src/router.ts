import { nextTick } from "vue";
import { createRouter, createWebHashHistory, type RouteLocationNormalized, type RouteRecordRaw } from "vue-router";
import { mayUse } from "./access";
import { admin } from "./pages/admin/routes";
import { bureau } from "./pages/bureau/routes";
import { courses } from "./pages/courses/routes";
import { desk } from "./pages/desk/routes";
import { employer } from "./pages/employer/routes";
import { enquiry } from "./pages/enquiry/routes";
import { hr } from "./pages/hr/routes";
import { problems } from "./pages/problems/routes";
import { provider } from "./pages/provider/routes";
import { person } from "./pages/person/routes";
// The first page of whoever comes anew waits for no file of its own.
import Welcome from "./pages/Welcome.vue";
import { forgetOpening } from "./opening";
import { homeOf, loadMe, me } from "./session";

declare module "vue-router" {
  interface RouteMeta {
    /** The page's title, which a screen reader reads first. */
    title: string;
    /** Whether only who is signed in may open it. */
    signedIn?: boolean;
    wide?: boolean;
    /** Wider than what is read line by line, narrower than a desk. */
    middle?: boolean;
    /** Whose page it is (access.ts). */
    roles?: readonly string[];
    province?: boolean;
    /** Whether only whoever has enrolled has anything there. */
    enrolled?: boolean;
    /** Whether its address names the year beside its path: another year is another page. */
    yearly?: boolean;
    /** Which of the main pages it belongs to, where its path does not say so. */
    under?: string;
  }
}

const common: RouteRecordRaw[] = [
  { path: "/", redirect: () => homeOf(me.value) },
  {
    path: "/welcome",
    component: Welcome,
    meta: { title: "会计专业技术人员继续教育学分", middle: true },
  },
  { path: "/questions", component: () => import("./pages/Questions.vue"), meta: { title: "常见问题" } },
  { path: "/conversions/:year(\\d{4})?", component: () => import("./pages/Conversions.vue"), meta: { title: "学分折算标准", wide: true, stays: true } },
  { path: "/privacy", component: () => import("./pages/Privacy.vue"), meta: { title: "隐私说明" } },
  { path: "/accessibility", component: () => import("./pages/Accessibility.vue"), meta: { title: "无障碍声明" } },
  {
    path: "/sign-in",
    component: () => import("./pages/SignIn.vue"),
    meta: { title: "请登录" },
  },
  {
    path: "/other-role",
    component: () => import("./pages/OtherRole.vue"),
    meta: { title: "工作账号", signedIn: true },
  },
  { path: "/closed", component: () => import("./pages/Closed.vue"), meta: { title: "不在您的权限内", signedIn: true, wide: true } },
  {
    path: "/:rest(.*)*",
    component: () => import("./pages/NotFound.vue"),
    meta: { title: "没有这个页面" },
  },
];

/** The heading within a page that an address names. */
const partOf = (hash: string) => (hash ? document.getElementById(hash.slice(1)) : null);
/** Whether somebody is at a field, such as a filter that is part of the page's address. */
const isAtField = () => !!document.activeElement?.closest("select, input, textarea");
/** Whether one goes from one thing to another on a page that stays, or sets its filters: nothing jumps, and the page keeps the focus. */
const isSamePage = (to: RouteLocationNormalized, from: RouteLocationNormalized) =>
  (!!to.meta.stays && to.matched[0]?.path === from.matched[0]?.path) || (to.path === from.path && isAtField());

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [...person, ...desk, ...admin, ...courses, ...hr, ...enquiry, ...bureau, ...employer, ...provider, ...problems, ...common],
  scrollBehavior: (to, from, saved) => saved ?? (isSamePage(to, from) ? false : partOf(to.hash) ? { el: to.hash } : { top: 0 }),
});

/** Whether somebody has enrolled; who had not is asked about anew, since they may have done so in another window. */
async function hasEnrolled(): Promise<boolean> {
  if (me.value && !me.value.enrolled) await loadMe().catch(() => null);
  return !!me.value?.enrolled;
}

router.beforeEach(async (to) => {
  if (to.meta.signedIn && !me.value) return { path: "/sign-in", query: { to: to.fullPath } };
  if (to.meta.enrolled && !(await hasEnrolled())) return { path: "/enrol", replace: true };
  if (to.path === "/enrol" && me.value?.enrolled) return { path: "/account", replace: true };
  if (!mayUse(to.meta, me.value)) return { path: "/closed", query: { of: to.path }, replace: true };
  return true;
});

router.afterEach(async (to, from) => {
  document.title = `${to.meta.title} · 学分`;
  if (from.matched.length === 0) return;
  forgetOpening();
  if (isSamePage(to, from)) return;
  await nextTick();
  (partOf(to.hash) ?? document.querySelector<HTMLElement>("h1"))?.focus();
});
