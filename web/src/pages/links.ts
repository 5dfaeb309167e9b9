import { Bell, BookOpen, Building2, CalendarCheck, CircleUser } from "@lucide/vue";
import type { Component } from "vue";

export interface Link {
  to: string;
  text: string;
  /** Drawn beside the text, at the foot of a phone above it. */
  icon: Component;
  /** Whether pages below its address belong to other links. */
  alone?: boolean;
}

export const personLinks: Link[] = [
  { to: "/year", text: "我的年度", icon: CalendarCheck },
  { to: "/study", text: "公需科目", icon: BookOpen },
  { to: "/notices", text: "通知", icon: Bell },
  { to: "/account", text: "账号", icon: CircleUser },
];

/** Where somebody finds the employers that they act for. */
export const ownEmployers: Link = { to: "/employer", text: "单位账号", icon: Building2 };
