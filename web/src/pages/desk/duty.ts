// What somebody states of their work, in words.
import { day } from "../../time";
import { EMPLOYMENTS } from "../../words";

export const stated = (employment: string, since: string | null) => `${EMPLOYMENTS[employment]}${since ? `，${day(since)}开始从事会计工作` : ""}`;
