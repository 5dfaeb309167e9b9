// How long something is, in words and on a clock.

/** 1:02:03, or 12:05. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const last = String(rest).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${last}` : `${minutes}:${last}`;
}

/** 1小时2分, 12分5秒, 40秒. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  if (hours) return minutes ? `${hours}小时${minutes}分` : `${hours}小时`;
  if (minutes) return rest ? `${minutes}分${rest}秒` : `${minutes}分`;
  return `${rest}秒`;
}
