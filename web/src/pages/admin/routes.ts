import type { RouteRecordRaw } from "vue-router";

const page = (title: string) => ({ title, signedIn: true, wide: true, roles: ["administrator"] });
/** What the province alone sees to. */
const ofProvince = (title: string) => ({ ...page(title), province: true });

export const admin: RouteRecordRaw[] = [
  { path: "/admin", component: () => import("./Overview.vue"), meta: page("概览") },
  { path: "/admin/certificates", component: () => import("./Certificates.vue"), meta: page("证书") },
  { path: "/admin/archives", component: () => import("./Archives.vue"), meta: { ...page("打包下载证书"), under: "/admin/certificates" } },
  { path: "/admin/people", component: () => import("./People.vue"), meta: page("人员") },
  { path: "/admin/people/:id", component: () => import("./Person.vue"), meta: page("人员信息") },
  { path: "/admin/imports", component: () => import("./Imports.vue"), meta: ofProvince("导入") },
  { path: "/admin/policies", component: () => import("./Policies.vue"), meta: page("年度政策") },
  { path: "/admin/calendar", component: () => import("./Calendar.vue"), meta: { ...ofProvince("放假安排"), under: "/admin/policies" } },
  { path: "/admin/sync", component: () => import("./Sync.vue"), meta: page("数据对接") },
  { path: "/admin/held/:id", component: () => import("./Held.vue"), meta: { ...page("核对两边的信息"), under: "/admin/sync" } },
  { path: "/admin/cut-offs", component: () => import("./CutOffs.vue"), meta: page("截止情况") },
  { path: "/admin/questions", component: () => import("./Questions.vue"), meta: ofProvince("编辑常见问题") },
  { path: "/admin/announcements", component: () => import("./Announcements.vue"), meta: ofProvince("公告") },
  { path: "/admin/staff", component: () => import("./Staff.vue"), meta: page("经办人") },
];
