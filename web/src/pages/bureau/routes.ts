import type { RouteRecordRaw } from "vue-router";
import { BUREAU } from "../../access.ts";

const page = (title: string, roles: readonly string[] = BUREAU) => ({ title, signedIn: true, wide: true, roles });

/** What reviewers and administrators of a bureau see to besides records. */
export const bureau: RouteRecordRaw[] = [
  { path: "/bureau/bindings", component: () => import("./Bindings.vue"), meta: { ...page("单位核对"), under: "/bureau/employers" } },
  { path: "/bureau/employers/:id?", component: () => import("./Employers.vue"), meta: { ...page("单位"), stays: true } },
  { path: "/bureau/plans/:id?", component: () => import("./Plans.vue"), meta: { ...page("培训计划", ["reviewer"]), stays: true } },
];
