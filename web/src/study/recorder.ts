/**
 * What was really played: looks at where the player stands, and how much time has passed by a clock that
 * nobody sets, and by the day's, which goes on where the other one sleeps with its page. Only what moved on as slowly as time itself was played; a seek, a faster playback, or the
 * sleep of a frozen page begin a new stretch, and nothing between counts.
 */
import { merged, type Stretch } from "./stretches.ts";

/** Seconds that the player may be ahead of the clock: it tells its place a little after it was there. */
const TOLERANCE = 0.5;
/** Two looks further apart than this (seconds) have a page between them that slept: players tell four times a second. */
export const LONGEST_LOOK = 5;

/** An instant by both clocks (milliseconds): the steady one may sleep with the device, the day's may be set. */
export interface Instant {
  steady: number;
  day: number;
}

/** Seconds between two looks; `null` where a page slept in between, by whichever clock noticed. */
export function passedSince(last: Instant, now: Instant): number | null {
  const [steady, day] = [(now.steady - last.steady) / 1000, (now.day - last.day) / 1000];
  return steady <= LONGEST_LOOK && day <= LONGEST_LOOK ? steady : null;
}

/** Now. */
export const instant = (): Instant => ({ steady: performance.now(), day: Date.now() });

/** Where the player stood (seconds of the lesson), and when. */
interface Look {
  position: number;
  at: Instant;
}

export class Recorder {
  #last: Look | null = null;
  #from = 0;
  #ahead = 0;
  #played: Stretch[] = [];

  /** The player stands at `position` now. */
  look(position: number, at: Instant, isPlaying: boolean): void {
    const now = { position, at };
    if (this.#last && this.#goesOn(this.#last, now)) this.#last = now;
    else this.cut();
    if (!isPlaying) this.cut();
    else if (!this.#last) this.#begin(now);
  }

  /** The player was put elsewhere, or stopped: what comes next is another stretch. */
  cut(): void {
    this.#keep();
    this.#last = null;
  }

  /** Take what was played since it was last taken; what is playing goes on from here. */
  take(): Stretch[] {
    this.#keep();
    const taken = merged(this.#played);
    this.#played = [];
    return taken;
  }

  #begin(now: Look): void {
    this.#last = now;
    this.#from = now.position;
  }

  /** Whatever plays faster than time is ahead of it more and more, and counts no further than it may be. */
  #goesOn(last: Look, now: Look): boolean {
    const passed = passedSince(last.at, now.at);
    if (passed === null) {
      this.#ahead = 0;
      return false;
    }
    const moved = now.position - last.position;
    const ahead = Math.max(0, this.#ahead + moved - passed);
    const isPlayed = moved >= 0 && ahead <= TOLERANCE;
    this.#ahead = isPlayed ? ahead : Math.max(0, this.#ahead - passed);
    return isPlayed;
  }

  #keep(): void {
    if (!this.#last) return;
    this.#played.push([this.#from, this.#last.position]);
    this.#from = this.#last.position;
  }
}
