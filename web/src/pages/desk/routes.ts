import type { RouteRecordRaw } from "vue-router";

export const desk: RouteRecordRaw[] = [
  { path: "/desk/:id?", component: () => import("./Desk.vue"), meta: { title: "认定工作台", signedIn: true, wide: true } },
];
