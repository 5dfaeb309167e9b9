import type { RouteRecordRaw } from "vue-router";
import { BUREAU } from "../../access.ts";

/** The desk stays as it is while one goes from record to record; every other page begins anew. */
export const desk: RouteRecordRaw[] = [
  { path: "/desk/:id?", component: () => import("./Desk.vue"), meta: { title: "认定工作台", signedIn: true, wide: true, stays: true, roles: ["reviewer"] } },
  { path: "/bureau/reasons", component: () => import("./Reasons.vue"), meta: { title: "常用理由", signedIn: true, middle: true, under: "/desk", roles: BUREAU } },
  { path: "/bureau/appeals/:id?", component: () => import("./Appeals.vue"), meta: { title: "复核申请", signedIn: true, wide: true, stays: true, roles: ["reviewer"] } },
  { path: "/bureau/duties/:id?", component: () => import("./Duties.vue"), meta: { title: "年度义务申请", signedIn: true, wide: true, stays: true, roles: ["reviewer"] } },
  { path: "/bureau/general-knowledge/:id?", component: () => import("./Claims.vue"), meta: { title: "专业通识标记", signedIn: true, wide: true, stays: true, roles: ["reviewer"] } },
];
