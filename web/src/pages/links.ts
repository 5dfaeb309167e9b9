export interface Link {
  to: string;
  text: string;
  /** Whether pages below its address belong to other links. */
  alone?: boolean;
  /** Whether it is the province's alone. */
  province?: boolean;
}

export const personLinks: Link[] = [
  { to: "/year", text: "我的年度" },
  { to: "/study", text: "公需科目" },
  { to: "/notices", text: "通知" },
  { to: "/account", text: "账号" },
];
const deskLinks: Link[] = [
  { to: "/desk", text: "待认定" },
  { to: "/bureau/appeals", text: "复核" },
  { to: "/bureau/duties", text: "年度义务" },
  { to: "/bureau/plans", text: "培训计划" },
  { to: "/bureau/employers", text: "单位" },
  { to: "/problems", text: "反映的问题" },
];
const adminLinks: Link[] = [
  { to: "/admin", text: "概览", alone: true },
  { to: "/admin/certificates", text: "证书" },
  { to: "/admin/people", text: "人员" },
  { to: "/bureau/employers", text: "单位" },
  { to: "/admin/imports", text: "导入" },
  { to: "/admin/policies", text: "政策" },
  { to: "/admin/sync", text: "对接" },
  { to: "/admin/cut-offs", text: "截止" },
  { to: "/problems", text: "反映的问题" },
  { to: "/admin/courses", text: "课程", province: true },
  { to: "/admin/questions", text: "常见问题" },
  { to: "/admin/announcements", text: "公告" },
  { to: "/admin/staff", text: "经办人" },
];

const hrLinks: Link[] = [
  { to: "/hr", text: "待核对", alone: true },
  { to: "/hr/accounts", text: "查找账号" },
  { to: "/problems", text: "反映的问题" },
];
const providerLinks: Link[] = [
  { to: "/provider", text: "报送记录", alone: true },
  { to: "/provider/new", text: "报送一人" },
  { to: "/provider/roster", text: "用表格报送" },
];
const enquiryLinks: Link[] = [{ to: "/enquiry", text: "咨询台" }];

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
  { to: `/employer/${code}`, text: "人员", alone: true },
  { to: `/employer/${code}/plans`, text: "培训计划" },
  { to: `/employer/${code}/certificates`, text: "证书" },
  { to: `/employer/${code}/clerks`, text: "经办人" },
  { to: `/employer/${code}/views`, text: "查看记录" },
];
