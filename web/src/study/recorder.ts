/**
 * What was really played: looks at where the player stands, and how much time has passed by a clock that
 * nobody sets. Only what moved on as slowly as time itself was played; a seek, a faster playback, or the
 * sleep of a frozen page begin a new stretch, and nothing between counts.
 */
import { merged, type Stretch } from "./stretches.ts";

/** Seconds that the player may be ahead of the clock: it tells its place a little after it was there. */
const TOLERANCE = 0.5;
/** Two looks further apart than this (seconds) have a page between them that slept: players tell four times a second. */
export const LONGEST_LOOK = 5;

/** Where the player stood (seconds of the lesson), at what instant (milliseconds of a monotonic clock). */
interface Look {
  position: number;
  at: number;
}

export class Recorder {
  #last: Look | null = null;
  #from = 0;
  #ahead = 0;
  #played: Stretch[] = [];

  /** The player stands at `position`, at the instant `at`. */
  look(position: number, at: number, isPlaying: boolean): void {
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
    const passed = (now.at - last.at) / 1000;
    const moved = now.position - last.position;
    const ahead = Math.max(0, this.#ahead + moved - passed);
    const isPlayed = moved >= 0 && passed <= LONGEST_LOOK && ahead <= TOLERANCE;
    this.#ahead = isPlayed ? ahead : Math.max(0, this.#ahead - passed);
    return isPlayed;
  }

  #keep(): void {
    if (!this.#last) return;
    this.#played.push([this.#from, this.#last.position]);
    this.#from = this.#last.position;
  }
}
