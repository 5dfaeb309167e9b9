// The recorder and the reporter in a page: what the browser tells goes in, what became of it is shown.
import { onMounted, onUnmounted, reactive } from "vue";
import { digestOf, Problem } from "../api";
import { owner } from "../auth";
import { sendReport } from "./contract";
import { Keep } from "./keep";
import { place } from "./place";
import { Recorder, instant } from "./recorder";
import type { Asked, Failure, Told } from "./report";
import { Reporter } from "./reporter";
import { without, type Stretch } from "./stretches";

/** How often (milliseconds) what was played is written down, so that a crash loses no more. */
const WRITTEN_EVERY = 5000;
const NAME_LENGTH = 16;

export interface Playing {
  course: string;
  lesson: string;
  seconds: number;
}

export interface StudyState {
  /** Seconds that were played and have not arrived, and why they wait. */
  waiting: number;
  failure: Failure | null;
  /** Another place goes on. */
  elsewhere: boolean;
  question: Asked | null;
  /** Whether that question comes because the answer to the one before was not what it asked for. */
  isAskedAgain: boolean;
  /** Seconds that do not count: of the last report, and of before because a question was not answered. */
  lost: number;
  takenBack: number;
  refused: Failure | null;
}

export type Study = ReturnType<typeof useStudy>;

/** `told` hears what every report was answered, `hidden` when the page is not to be seen any more. */
export function useStudy(told: (told: Told, playing: Playing | null, takenBack: number) => void, hidden: () => void) {
  const state = reactive<StudyState>({ waiting: 0, failure: null, elsewhere: false, question: null, isAskedAgain: false, lost: 0, takenBack: 0, refused: null });
  const recorder = new Recorder();
  let reporter: Reporter | undefined;
  let playing: Playing | null = null;
  let position = 0;
  let isRunning = false;
  let written = 0;
  let answered: string | null = null;

  let part = () => undefined as void;
  /** What was kept of before is on its way: a lesson is opened where that has brought it. */
  let sent: Promise<unknown> = Promise.resolve();
  const ready = begin();
  async function begin(): Promise<Reporter> {
    const person = (await digestOf(owner())).slice(0, NAME_LENGTH);
    const [keep, here] = [new Keep(localStorage, person), await place()];
    part = () => keep.part(here, Date.now());
    reporter = new Reporter(
      keep,
      here,
      { gather, send, random: Math.random, after },
      { told: heard, refused: (failure) => (state.refused = failure), waiting: (seconds, failure) => Object.assign(state, { waiting: seconds, failure }) },
    );
    reporter.adopt(Date.now());
    if (reporter.waiting >= 1) sent = reporter.flush();
    return reporter;
  }

  function heard(answer: Told, lost: number, takenBack: number) {
    const { presence } = answer;
    state.refused = null;
    state.elsewhere = answer.elsewhere;
    state.lost = lost;
    if (takenBack) state.takenBack = takenBack;
    if (presence?.id === answered) return told(answer, playing, takenBack);
    state.isAskedAgain = !!presence && answered !== null;
    state.question = presence;
    answered = null;
    told(answer, playing, takenBack);
  }

  function gather() {
    written = performance.now();
    if (!playing) return;
    const { seconds } = playing;
    const beyond: Stretch[] = [[seconds, Number.MAX_SAFE_INTEGER]];
    reporter?.add(playing, without(recorder.take(), beyond), Math.min(position, seconds), Date.now());
  }

  /** The player stands here now; a stretch goes on as long as it is told so. */
  function look(now: number, isPlaying: boolean) {
    recorder.look(now, instant(), isPlaying);
    position = now;
    isRunning = isPlaying;
    if (performance.now() - written > WRITTEN_EVERY) gather();
  }

  async function leave(isGone = false) {
    gather();
    await reporter?.leave(isGone);
  }

  /** Open a lesson: what counts of it is known, and whether a question waits. */
  async function open(lesson: Playing, played: Stretch[], question: Asked | null) {
    (await ready).know(lesson, played);
    if (question?.id !== answered) state.question = question;
    gather();
    recorder.cut();
    playing = lesson;
    isRunning = false;
  }

  /** This place goes on: told to the server unless it knows. Whether it may. */
  async function start(from: number, isAnyway = false): Promise<boolean> {
    const mine = await ready;
    if (!playing) return false;
    if (mine.isGoing && !isAnyway) return true;
    state.refused = null;
    state.takenBack = state.lost = 0;
    await mine.start(playing, from);
    return !state.elsewhere && !state.refused;
  }

  /** Answer a question of presence: with the next report while one plays, at once otherwise. */
  async function answer(choice: string) {
    const asked = state.question;
    if (!asked) return;
    const mine = await ready;
    answered = asked.id;
    state.question = null;
    state.takenBack = 0;
    mine.answer({ id: asked.id, choice });
    if (isRunning) return;
    gather();
    if (mine.waiting >= 1) await mine.flush();
    else await start(position, true);
  }

  async function finish() {
    gather();
    await (await ready).finish();
  }

  const gone = () => {
    if (document.visibilityState !== "hidden") return;
    hidden();
    void leave(true);
  };
  const left = () => {
    void leave(true);
    part();
  };
  const back = () => reporter?.soon();
  onMounted(() => {
    document.addEventListener("visibilitychange", gone);
    window.addEventListener("pagehide", left);
    window.addEventListener("online", back);
  });
  onUnmounted(() => {
    document.removeEventListener("visibilitychange", gone);
    window.removeEventListener("pagehide", left);
    window.removeEventListener("online", back);
    void leave(true);
  });

  const credited = (): Stretch[] => (playing && reporter ? reporter.creditedOf(playing) : []);
  const flush = async () => void (await (await ready).flush());
  const settled = () => ready.then(() => sent);
  return { state, open, start, look, leave, finish, answer, credited, flush, settled, cut: () => recorder.cut(), isRunning: () => isRunning };
}

const after = (milliseconds: number, run: () => void) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

async function send(report: Parameters<typeof sendReport>[0]): Promise<Told> {
  try {
    return await sendReport(report);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { status, detail, retryAfter } = error;
    throw { status, detail, retryAfter } satisfies Failure;
  }
}
