/** The rough shape of a mobile number alone, spaces and hyphens aside: the server judges, and nothing it takes is refused here. */
export const mayBeMobile = (typed: string) => /^((\+86)?1\d{10}|\+\d{7,15})$/.test(typed.normalize("NFKC").replace(/[\s-]/g, ""));

/** What is said of one that cannot be. */
export const MOBILE = "应为11位手机号码，境外号码以“+”加国家（地区）代码开头";
