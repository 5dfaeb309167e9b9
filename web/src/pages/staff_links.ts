// The main pages of staff and of employers: with their icons, nothing of them comes to whoever only studies.
import { AlarmClock, ArrowLeftRight, Award, BookCheck, BookMarked, Building2, CalendarClock, ChartColumn, CircleQuestionMark, ClipboardList, Eye, FileSpreadsheet, FileUp, Files, GitCompareArrows, Headset, ListChecks, Megaphone, MessageCircleQuestionMark, MonitorPlay, Scale, Stamp, UserCog, UserPlus, UserSearch, Users } from "@lucide/vue";
import type { Link } from "./links";

const deskLinks: Link[] = [
  { to: "/desk", text: "待认定", icon: Stamp },
  { to: "/bureau/appeals", text: "复核", icon: Scale },
  { to: "/bureau/general-knowledge", text: "通识标记", icon: BookCheck },
  { to: "/bureau/duties", text: "年度义务", icon: CalendarClock },
  { to: "/bureau/plans", text: "培训计划", icon: ClipboardList },
  { to: "/bureau/employers", text: "单位", icon: Building2 },
  { to: "/problems", text: "反映的问题", icon: MessageCircleQuestionMark },
];
const adminLinks: Link[] = [
  { to: "/admin", text: "概览", icon: ChartColumn, alone: true },
  { to: "/admin/certificates", text: "证书", icon: Award },
  { to: "/admin/people", text: "人员", icon: Users },
  { to: "/bureau/employers", text: "单位", icon: Building2 },
  { to: "/admin/imports", text: "导入", icon: FileUp },
  { to: "/admin/policies", text: "政策", icon: BookMarked },
  { to: "/admin/sync", text: "对接", icon: ArrowLeftRight },
  { to: "/admin/cut-offs", text: "截止", icon: AlarmClock },
  { to: "/problems", text: "反映的问题", icon: MessageCircleQuestionMark },
  { to: "/admin/courses", text: "课程", icon: MonitorPlay },
  { to: "/admin/questions", text: "常见问题", icon: CircleQuestionMark },
  { to: "/admin/announcements", text: "公告", icon: Megaphone },
  { to: "/bureau/reasons", text: "常用理由", icon: ListChecks },
  { to: "/admin/staff", text: "经办人", icon: UserCog },
];

const hrLinks: Link[] = [
  { to: "/hr", text: "待核对", icon: GitCompareArrows, alone: true },
  { to: "/hr/accounts", text: "查找账号", icon: UserSearch },
  { to: "/problems", text: "反映的问题", icon: MessageCircleQuestionMark },
];
const providerLinks: Link[] = [
  { to: "/provider", text: "报送记录", icon: Files, alone: true },
  { to: "/provider/new", text: "报送一人", icon: UserPlus },
  { to: "/provider/roster", text: "用表格报送", icon: FileSpreadsheet },
];
const enquiryLinks: Link[] = [{ to: "/enquiry", text: "咨询台", icon: Headset }];

/** The main pages of staff, by the page at which their role begins. */
export const linksOf: Record<string, Link[]> = {
  "/desk": deskLinks,
  "/admin": adminLinks,
  "/hr": hrLinks,
  "/provider": providerLinks,
  "/enquiry": enquiryLinks,
};

/** The main pages of whoever acts for an employer. */
export const employerLinks = (code: string): Link[] => [
  { to: `/employer/${code}`, text: "人员", icon: Users, alone: true },
  { to: `/employer/${code}/plans`, text: "培训计划", icon: ClipboardList },
  { to: `/employer/${code}/certificates`, text: "证书", icon: Award },
  { to: `/employer/${code}/clerks`, text: "经办人", icon: UserCog },
  { to: `/employer/${code}/views`, text: "查看记录", icon: Eye },
];
