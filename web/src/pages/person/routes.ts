import type { RouteRecordRaw } from "vue-router";

/** Where most begin: it comes while one's years are asked for (main.ts), and not to whoever only looks in at the door. */
export const yearPage = () => import("./Year.vue");

const page = (title: string) => ({ title, signedIn: true, enrolled: true });

export const person: RouteRecordRaw[] = [
  { path: "/enrol", component: () => import("./Enrol.vue"), meta: { title: "信息采集", signedIn: true } },
  { path: "/year/:year(\\d{4})?", component: yearPage, meta: page("我的年度") },
  { path: "/year/:year(\\d{4})/register", component: () => import("./Register.vue"), meta: page("登记学分") },
  { path: "/year/:year(\\d{4})/certificate", component: () => import("./Certificate.vue"), meta: page("年度证书") },
  { path: "/transcripts", component: () => import("./Transcripts.vue"), meta: { ...page("历年继续教育证明"), under: "/year" } },
  { path: "/records/:id", component: () => import("./Record.vue"), meta: { ...page("学分记录"), under: "/year" } },
  { path: "/records/:id/mend", component: () => import("./Mend.vue"), meta: { ...page("修改学分记录"), under: "/year" } },
  { path: "/records/:id/appeal", component: () => import("./Appeal.vue"), meta: { ...page("申请复核"), under: "/year" } },
  { path: "/study", component: () => import("./Study.vue"), meta: { ...page("公需科目"), wide: true, yearly: true } },
  { path: "/notices", component: () => import("./Notices.vue"), meta: page("通知") },
  { path: "/account", component: () => import("./Account.vue"), meta: page("账号") },
  { path: "/account/hr", component: () => import("./HrAccount.vue"), meta: page("省继续教育系统账号") },
  { path: "/account/duty", component: () => import("./Duty.vue"), meta: { ...page("年度义务"), under: "/account" } },
  { path: "/account/employer", component: () => import("./Employer.vue"), meta: page("我的单位") },
  { path: "/account/messages", component: () => import("./Messages.vue"), meta: page("消息设置") },
  { path: "/account/change", component: () => import("./Change.vue"), meta: page("变更信息") },
];
