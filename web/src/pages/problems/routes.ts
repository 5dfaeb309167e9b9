import type { RouteRecordRaw } from "vue-router";

const page = (title: string) => ({ title, signedIn: true });

export const problems: RouteRecordRaw[] = [
  { path: "/problems", component: () => import("./List.vue"), meta: { ...page("反映的问题"), middle: true } },
  { path: "/problems/new", component: () => import("./Report.vue"), meta: { ...page("反映问题"), under: "/problems" } },
  { path: "/problems/:id", component: () => import("./Problem.vue"), meta: { ...page("反映的问题"), under: "/problems" } },
];
