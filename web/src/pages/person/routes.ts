import type { RouteRecordRaw } from "vue-router";

export const person: RouteRecordRaw[] = [
  {
    path: "/year/:year?",
    component: () => import("./Year.vue"),
    meta: { title: "我的年度", signedIn: true },
  },
  {
    path: "/enrol",
    component: () => import("./Enrol.vue"),
    meta: { title: "信息采集", signedIn: true },
  },
];
