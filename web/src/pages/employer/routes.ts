import type { RouteRecordRaw } from "vue-router";

const page = (title: string) => ({ title, signedIn: true, wide: true });

export const employer: RouteRecordRaw[] = [
  { path: "/employer", component: () => import("./Home.vue"), meta: { title: "单位账号", signedIn: true } },
  { path: "/employer/apply", component: () => import("./Apply.vue"), meta: { title: "申请单位账号", signedIn: true } },
  { path: "/employer/:code", component: () => import("./Roll.vue"), meta: page("本单位人员") },
  { path: "/employer/:code/certificates", component: () => import("./Certificates.vue"), meta: page("汇总打印证书") },
  { path: "/employer/:code/views", component: () => import("./Views.vue"), meta: page("查看记录") },
  { path: "/employer/:code/plans", component: () => import("./Plans.vue"), meta: page("培训计划") },
  { path: "/employer/:code/plans/new", component: () => import("./PlanEdit.vue"), meta: { title: "申报培训计划", signedIn: true } },
  { path: "/employer/:code/plans/:id", component: () => import("./Plan.vue"), meta: page("培训计划") },
  { path: "/employer/:code/plans/:id/edit", component: () => import("./PlanEdit.vue"), meta: { title: "修改培训计划", signedIn: true } },
  { path: "/employer/:code/plans/:id/roster", component: () => import("./Roster.vue"), meta: page("培训人员名单") },
  { path: "/employer/:code/clerks", component: () => import("./Clerks.vue"), meta: page("经办人") },
];
