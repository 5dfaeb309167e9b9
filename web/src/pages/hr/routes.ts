import type { RouteRecordRaw } from "vue-router";

const page = (title: string) => ({ title, signedIn: true, wide: true, roles: ["hr_officer"] });

export const hr: RouteRecordRaw[] = [
  { path: "/hr", component: () => import("./Held.vue"), meta: page("待核对的证书") },
  { path: "/hr/held/:id", component: () => import("./Resolve.vue"), meta: { ...page("核对两边的信息"), under: "/hr" } },
  { path: "/hr/accounts", component: () => import("./Accounts.vue"), meta: page("查找账号") },
];
