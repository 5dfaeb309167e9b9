import type { RouteRecordRaw } from "vue-router";

export const desk: RouteRecordRaw[] = [
  {
    path: "/desk",
    component: () => import("./Desk.vue"),
    meta: { title: "待认定", signedIn: true, wide: true },
  },
];
