import type { RouteRecordRaw } from "vue-router";

export const enquiry: RouteRecordRaw[] = [
  { path: "/enquiry", component: () => import("./Enquiry.vue"), meta: { title: "咨询台", signedIn: true, roles: ["helper"] } },
];
