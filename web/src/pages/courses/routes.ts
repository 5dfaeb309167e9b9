import type { RouteRecordRaw } from "vue-router";

const page = (title: string) => ({ title, signedIn: true, wide: true, roles: ["administrator"], province: true });

export const courses: RouteRecordRaw[] = [
  { path: "/admin/courses", component: () => import("./Courses.vue"), meta: page("课程") },
  { path: "/admin/courses/:id", component: () => import("./Course.vue"), meta: page("编辑课程") },
  { path: "/admin/courses/:id/lessons/:lesson", component: () => import("./Preview.vue"), meta: page("预览课时") },
];
