// Stretches of a lesson: what was played, from second to second. In order, apart from each other.

export type Stretch = [from: number, to: number];

/**
 * The same seconds in order and without overlap; what is empty or no number is left out. What lies no more
 * than `apart` seconds from each other is one stretch.
 */
export function merged(stretches: readonly Stretch[], apart = 0): Stretch[] {
  const sound = stretches.filter(([from, to]) => Number.isFinite(from) && Number.isFinite(to) && from < to);
  const whole: Stretch[] = [];
  for (const [from, to] of sound.sort((one, other) => one[0] - other[0])) {
    const last = whole.at(-1);
    if (last && from <= last[1] + apart) last[1] = Math.max(last[1], to);
    else whole.push([from, to]);
  }
  return whole;
}

/** What of the first is not in the others. */
export function without(stretches: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  const gone = merged(others);
  const left: Stretch[] = [];
  for (const [from, to] of merged(stretches)) {
    let begin = from;
    for (const [start, end] of gone) {
      if (end <= begin || start >= to) continue;
      if (start > begin) left.push([begin, start]);
      begin = Math.max(begin, end);
    }
    if (begin < to) left.push([begin, to]);
  }
  return left;
}

/** How long they are together, in seconds. */
export const lengthOf = (stretches: readonly Stretch[]): number =>
  merged(stretches).reduce((sum, [from, to]) => sum + to - from, 0);

/** The first second of a lesson of so many that is in none of them; its length where none is left. */
export function firstMissing(stretches: readonly Stretch[], seconds: number, after = 0): number {
  const gap = without([[after, seconds]], stretches)[0] ?? without([[0, seconds]], stretches)[0];
  return gap ? gap[0] : seconds;
}

/** In whole seconds, as the server counts them: both ends cut, so that what follows on it has no gap. */
export const floored = (stretches: readonly Stretch[]): Stretch[] =>
  merged(merged(stretches).map(([from, to]) => [Math.floor(from), Math.floor(to)]));

/** Their first seconds, so many. */
export function firstOf(stretches: readonly Stretch[], seconds: number): Stretch[] {
  const first: Stretch[] = [];
  let left = seconds;
  for (const [from, to] of merged(stretches)) {
    if (left <= 0) break;
    first.push([from, Math.min(to, from + left)]);
    left -= to - from;
  }
  return first;
}
