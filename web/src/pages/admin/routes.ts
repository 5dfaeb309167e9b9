import type { RouteRecordRaw } from "vue-router";

export const admin: RouteRecordRaw[] = [
  {
    path: "/admin",
    component: () => import("./Admin.vue"),
    meta: { title: "管理", signedIn: true, wide: true },
  },
];
