// Which pages are whose: a page says it once (`meta` in routes.ts), its links and its door go by that.
// tests/project/test_pages.py holds it against what the server lets whom do.
export const PROVINCE = "440000";

/** Whom a page is for; without roles for everybody who is signed in, or for all. */
export interface Needs {
  roles?: readonly string[];
  /** Whether only the province's own may use it. */
  province?: boolean;
}

export const BUREAU = ["reviewer", "administrator"] as const;

export function mayUse(needs: Needs, who: { role?: string | null; territory?: string | null } | null | undefined): boolean {
  if (!needs.roles) return true;
  if (!who?.role || !needs.roles.includes(who.role)) return false;
  return !needs.province || who.territory === PROVINCE;
}
