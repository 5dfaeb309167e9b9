import type { RouteRecordRaw } from "vue-router";

const page = (title: string) => ({ title, signedIn: true, wide: true, roles: ["provider"] });

export const provider: RouteRecordRaw[] = [
  { path: "/provider", component: () => import("./Reports.vue"), meta: page("报送记录") },
  { path: "/provider/new", component: () => import("./Single.vue"), meta: { ...page("报送一人"), wide: false } },
  { path: "/provider/roster", component: () => import("./Roster.vue"), meta: page("用表格报送") },
  { path: "/provider/reports/:id", component: () => import("./Report.vue"), meta: { ...page("一条报送记录"), under: "/provider" } },
];
