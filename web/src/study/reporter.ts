/**
 * Tells the server what was played: every ten minutes and when one pauses, hides or leaves the page; one
 * report at a time. What could not be sent is kept and sent again, later and later, never all at once with
 * everybody else's. An answer to a question of presence goes with the next report.
 */
import type { Keep, Unsent } from "./keep.ts";
import { mayBeSentAgain, type Failure, type Given, type Report, type Told } from "./report.ts";
import { floored, lengthOf, merged, without, type Stretch } from "./stretches.ts";

/** Seconds of play after which a report goes out: ten minutes are let through by each. */
const LONGEST = 598;
/** So much earlier it may go out: whoever began at the same time does not report at the same time. */
const SPREAD = 28;
/** Less than this many seconds wait for the next report when a page is hidden or paused: they are kept. */
const NOT_WORTH_A_CALL = 20;
/** The server takes no more of them at once; the others go with the next report. */
const MOST_STRETCHES = 400;
/** Two reports that are differently long on their way let a little less time pass than was played. */
const UNEVEN = 5;
/** A player tells four times a second where it is: between two such places nothing was skipped. */
const GRAIN = 0.3;
const FIRST_WAIT = 5;
const LONGEST_WAIT = 300;

/** The world around: its player, its timer (milliseconds), its dice, its network. */
export interface Surroundings {
  /** `add` what was played up to this moment: a report that tells less than has passed would lose the rest. */
  gather: () => void;
  after: (milliseconds: number, run: () => void) => () => void;
  random: () => number;
  /** Send a report; rejects with a `Failure`. */
  send: (report: Report) => Promise<Told>;
}

/** Who shows what became of it. */
export interface Hearer {
  /** A report was taken. `lost`: seconds of it that do not count, `takenBack`: of before. */
  told: (told: Told, lost: number, takenBack: number) => void;
  /** A report was refused for good, and what it told is given up. */
  refused: (failure: Failure) => void;
  /** What waits to be sent: seconds, and why it waits if it could not be sent. */
  waiting: (seconds: number, failure: Failure | null) => void;
}

interface Lesson {
  course: string;
  lesson: string;
}
const nameOf = ({ course, lesson }: Lesson) => `${course}/${lesson}`;

export class Reporter {
  readonly #keep: Keep;
  readonly #place: string;
  readonly #around: Surroundings;
  readonly #hearer: Hearer;
  #unsent = new Map<string, Unsent>();
  #credited = new Map<string, Stretch[]>();
  #answer: Given | null = null;
  #sums = new Map<string, number>();
  #enough: number;
  #failures = 0;
  #failure: Failure | null = null;
  #cancelRetry: (() => void) | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #isSending = false;
  /** Whether this place is the one that goes on, as far as the server has told. */
  isGoing = false;

  constructor(keep: Keep, place: string, around: Surroundings, hearer: Hearer) {
    this.#keep = keep;
    this.#place = place;
    this.#around = around;
    this.#hearer = hearer;
    this.#enough = this.#nextEnough();
  }

  /** Seconds that were played and have not arrived. */
  get waiting(): number {
    return [...this.#unsent.values()].reduce((sum, { played }) => sum + lengthOf(played), 0);
  }

  /** What counts of a lesson, as the server tells. */
  creditedOf(lesson: Lesson): Stretch[] {
    return this.#credited.get(nameOf(lesson)) ?? [];
  }

  /** The server has told what counts of a lesson. */
  know(lesson: Lesson, played: readonly Stretch[]): void {
    this.#credited.set(nameOf(lesson), merged(played));
  }

  /** What is kept of before, by this tab or one that is gone, becomes this one's to send. */
  adopt(today: number): void {
    for (const unsent of this.#keep.adopt(this.#place, today)) this.#unsent.set(nameOf(unsent), unsent);
    this.#tellWaiting();
  }

  /** This place goes on with a lesson from now: the server's clock starts, and any other place stops. */
  start(lesson: Lesson, position: number): Promise<boolean> {
    return this.#alone(() => this.#send(this.#reportOf({ ...lesson, played: [], position })));
  }

  /** Something more was played; every ten minutes that leads to a report. What counts already is not told. */
  add({ course, lesson }: Lesson, played: readonly Stretch[], position: number, today: number): void {
    const fresh = without(played, this.creditedOf({ course, lesson }));
    if (!fresh.length) return;
    const before = this.#unsent.get(nameOf({ course, lesson }))?.played ?? [];
    this.#put({ course, lesson, position, at: today, played: merged([...before, ...fresh], GRAIN) });
    if (this.waiting >= this.#enough && !this.#isSending && !this.#cancelRetry) void this.flush();
  }

  /** A question was answered: that goes with the next report. */
  answer(given: Given): void {
    this.#answer = given;
  }

  /** Report, unless it is not worth a call: pausing, or hiding or leaving the page (`isGone`). What is not sent is kept. */
  leave(isGone = false): Promise<boolean> {
    const isWorthIt = this.waiting >= NOT_WORTH_A_CALL || (this.#answer && this.waiting >= 1);
    return isWorthIt ? this.flush(isGone) : Promise.resolve(true);
  }

  /** Send all that waits, now; whether it has arrived. */
  flush(isGone = false): Promise<boolean> {
    this.stop();
    return this.#alone(async () => {
      this.#around.gather();
      for (const unsent of [...this.#unsent.values()]) {
        const report: Report = { ...this.#reportOf(unsent), ...(isGone ? { leaving: true } : {}) };
        if (lengthOf(report.played) && !(await this.#send(report))) return false;
      }
      return true;
    });
  }

  /** The lesson is at its end: report, and once more what the report's own way has left over. */
  async finish(): Promise<void> {
    if ((await this.flush()) && this.waiting >= 1) this.#retryAfter(UNEVEN + 1);
  }

  /** The network is back: as above, but not all at once with everybody else whose network is. */
  soon(): void {
    if (!this.#cancelRetry) return;
    this.stop();
    this.#retryAfter(FIRST_WAIT * this.#around.random());
  }

  /** Nothing more is sent by itself. */
  stop(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
  }

  /** One after the other, whoever asks. */
  #alone(run: () => Promise<boolean>): Promise<boolean> {
    const running = this.#queue.then(async () => {
      this.#isSending = true;
      return run().finally(() => (this.#isSending = false));
    });
    this.#queue = running.catch(() => undefined);
    return running;
  }

  #reportOf({ course, lesson, played, position }: Omit<Unsent, "at">): Report {
    return { course, lesson, place: this.#place, played: floored(played).slice(0, MOST_STRETCHES), position: Math.floor(position) };
  }

  async #send(report: Report): Promise<boolean> {
    const answer = this.#answer;
    try {
      const told = await this.#around.send(answer ? { ...report, presence: answer } : report);
      this.#arrived(report, told, answer);
      return true;
    } catch (failure) {
      this.#failed(failure as Failure, report);
      return false;
    }
  }

  #arrived(report: Report, told: Told, answer: Given | null): void {
    this.#failures = 0;
    this.#failure = null;
    this.#enough = this.#nextEnough();
    this.isGoing = !told.elsewhere;
    if (this.#answer === answer) this.#answer = null;
    const before = this.creditedOf(report);
    this.know(report, told.played);
    const left = without(floored(without(report.played, before)), told.played);
    const isLate = lengthOf(left) <= UNEVEN && !told.elsewhere;
    const takenBack = Math.max(lengthOf(without(before, told.played)), (this.#sums.get(report.course) ?? 0) - told.seconds_done);
    this.#sums.set(report.course, told.seconds_done);
    this.#settle(report, isLate ? left : [], told.elsewhere);
    this.#hearer.told(told, isLate ? 0 : lengthOf(left), Math.max(0, takenBack));
  }

  /** What arrived waits no longer, but for `late`. Where another place goes on, nothing of this one's is left. */
  #settle(report: Report, late: Stretch[], isGivenUp: boolean): void {
    const unsent = this.#unsent.get(nameOf(report));
    if (!unsent) return;
    const played = isGivenUp ? [] : merged([...late, ...without(unsent.played, report.played)]);
    this.#put({ ...unsent, played });
  }

  #put(unsent: Unsent): void {
    if (unsent.played.length) this.#unsent.set(nameOf(unsent), unsent);
    else this.#unsent.delete(nameOf(unsent));
    this.#keep.put(this.#place, unsent);
    this.#tellWaiting();
  }

  #failed(failure: Failure, report: Report): void {
    if (!mayBeSentAgain(failure)) {
      this.#answer = null;
      this.#settle(report, [], true);
      this.#hearer.refused(failure);
      return;
    }
    this.#failure = failure;
    this.#tellWaiting();
    // Twice as long after each failure, at least as long as the server asks, and up to as much again by chance.
    const growing = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures);
    this.#failures += 1;
    this.#retryAfter(Math.max(growing, failure.retryAfter ?? 0) * (1 + this.#around.random()));
  }

  #retryAfter(seconds: number): void {
    this.#cancelRetry?.();
    this.#cancelRetry = this.#around.after(seconds * 1000, () => void this.flush());
  }

  #nextEnough(): number {
    return LONGEST - SPREAD * this.#around.random();
  }

  #tellWaiting(): void {
    this.#hearer.waiting(this.waiting, this.#failure);
  }
}
