// The server's clock decides, not the phone's: remaining time is shown by it.
import { computed, ref } from "vue";

const ahead = ref(0);
const beat = ref(Date.now());
setInterval(() => (beat.value = Date.now()), 1000);

/** Take the server's own time; whole seconds are near enough for what is shown. */
export function setServerTime(now: string): void {
  ahead.value = Date.parse(now) - Date.now();
}

/** Now by the server, as milliseconds; changes every second. */
export const serverNow = computed(() => beat.value + ahead.value);

const DAY = 86_400_000;
const BEIJING = 8 * 3_600_000;

/** Today in Beijing by the server, 2020-06-01. */
export const serverDay = computed(() => new Date(serverNow.value + BEIJING).toISOString().slice(0, 10));

/** How long until an instant, in words; empty once it has passed. */
export function remaining(until: string, now: number): string {
  const left = Date.parse(until) - now;
  if (left <= 0) return "";
  const days = Math.floor(left / DAY);
  if (days >= 3) return `还有${days}天`;
  const hours = Math.floor(left / 3_600_000);
  const minutes = Math.floor((left % 3_600_000) / 60_000);
  if (hours >= 1) return `还有${hours}小时${minutes}分`;
  const seconds = Math.floor((left % 60_000) / 1000);
  return `还有${minutes}分${seconds}秒`;
}

/** 2020年6月1日 09:00, in Beijing time: by our own hand, since each engine tells the hour in its own way. */
export function instant(text: string): string {
  const local = new Date(Date.parse(text) + BEIJING).toISOString();
  return `${day(local)} ${local.slice(11, 16)}`;
}

/** 2020年6月1日. */
export function day(text: string): string {
  const [year, month, date] = text.slice(0, 10).split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

/** 6月1日: where the year is clear, or room is small. */
export const shortDay = (text: string): string => day(text).replace(/^\d+年/, "");

/** Until when something may be done, as the law says it: an instant that is a midnight in Beijing is 24时 of the day before. */
export const deadline = (until: string): string => {
  const isMidnight = (Date.parse(until) + BEIJING) % DAY === 0;
  return isMidnight ? `${lastDay(until)}24时` : instant(until);
};

/** The last day before an instant that is a midnight in Beijing, as laws and people tell it. */
export const lastDay = (until: string): string => day(new Date(Date.parse(until) - 1).toISOString());
