// R52: what the study page collects, keeps and reports, held against a server that believes nobody.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Keep } from "../../web/src/study/keep.ts";
import { Recorder } from "../../web/src/study/recorder.ts";
import { Reporter } from "../../web/src/study/reporter.ts";
import { firstMissing, firstOf, floored, lengthOf, merged, without } from "../../web/src/study/stretches.ts";

const MINUTE = 60;
const HOUR = 3600;
const LESSON = { course: "public-2020", lesson: "1" };
const TODAY = Date.parse("2020-06-01T09:00:00+08:00");

/** Dice that fall the same way each time. */
function dice(seed = 1) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

/** A browser's store. */
function store() {
  const held = new Map();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, text) => void held.set(key, text),
    removeItem: (key) => void held.delete(key),
    key: (place) => [...held.keys()][place] ?? null,
    get length() {
      return held.size;
    },
  };
}

/**
 * A world with one clock (seconds): timers, a network with a way in and back, and a server that credits the
 * first uncredited seconds of what was played, as many as have passed, and asks for presence.
 */
class World {
  now = 0;
  calls = 0;
  asked = 0;
  fails = () => null;
  delay = () => 0;
  #timers = [];
  #random = dice(7);
  #last = null;
  #rest = 0;
  #credited = new Map();
  #sinceAnswer = 0;
  #moment = 300 + 600 * this.#random();
  #open = null;

  after = (milliseconds, run) => {
    const timer = { at: this.now + milliseconds / 1000, run };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((each) => each !== timer));
  };

  async send(report) {
    this.calls += 1;
    const failure = this.fails(report);
    if (failure) throw failure;
    await this.#onItsWay();
    const told = this.#take(report);
    await this.#onItsWay();
    return told;
  }

  /** Let time pass, and whatever waits for it happen. */
  async pass(seconds) {
    await settled();
    const end = this.now + seconds;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.now = Math.max(this.now, next.at);
      next.run();
      await settled();
    }
    this.now = end;
    await settled();
  }

  #next(end) {
    return this.#timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
  }

  done(lesson = LESSON.lesson) {
    return lengthOf(this.#credited.get(lesson) ?? []);
  }

  get total() {
    return [...this.#credited.keys()].reduce((sum, lesson) => sum + this.done(lesson), 0);
  }

  #onItsWay() {
    const delay = this.delay();
    return delay ? new Promise((arrived) => this.after(delay * 1000, arrived)) : Promise.resolve();
  }

  #take({ lesson, played, presence }) {
    if (presence && presence.id === this.#open?.id) {
      this.#open = null;
      this.#sinceAnswer = 0;
      this.#moment = 300 + 600 * this.#random();
    }
    const passed = this.#last === null ? 0 : this.now - this.#last + this.#rest;
    const before = this.#credited.get(lesson) ?? [];
    const fresh = floored(without(played, before));
    const gained = Math.min(lengthOf(fresh), Math.floor(passed), this.#open ? 900 : Math.max(600, this.#moment - this.#sinceAnswer));
    if (gained || this.#last === null || !played.length) {
      this.#rest = Math.max(0, passed - Math.floor(passed));
      this.#last = this.now;
    }
    this.#credited.set(lesson, merged([...before, ...firstOf(fresh, gained)]));
    this.#sinceAnswer += gained;
    if (!this.#open && this.#sinceAnswer >= this.#moment) this.#open = { id: String((this.asked += 1)) };
    return { done: this.done(lesson), played: this.#credited.get(lesson), seconds_done: this.total, seconds_required: 81000, complete: false, presence: this.#open, elsewhere: false };
  }
}

/** An instant, so many seconds on; by the day's clock `ahead` seconds more. */
const instant = (second, ahead = 0) => ({ steady: second * 1000, day: (second + ahead) * 1000 });

/** Whatever is ready to happen has happened. */
const settled = () => new Promise((turn) => setImmediate(turn));

/** A page in that world; `said` is what it shows. */
function open(world, { kept = store(), place = "tab-1", today = TODAY, seed = 1 } = {}) {
  const said = { waiting: 0, failure: null, lost: 0, refused: [], presence: null };
  const hearer = {
    told: (told, lost) => {
      said.lost += lost;
      said.presence = told.presence;
      if (told.presence) reporter.answer({ id: told.presence.id, choice: "right" });
    },
    refused: (failure) => said.refused.push(failure),
    waiting: (seconds, failure) => Object.assign(said, { waiting: seconds, failure }),
  };
  const around = { gather: () => page.gather(), after: world.after, random: dice(seed), send: (report) => world.send(report) };
  const reporter = new Reporter(new Keep(kept, "p"), place, around, hearer);
  const page = { reporter, said, kept, gather: () => undefined };
  reporter.adopt(today);
  return page;
}

/** Play a lesson from a place on, for so many seconds; the page looks every `step`. */
async function play(world, page, from, seconds, { lesson = LESSON, step = 5 } = {}) {
  const began = world.now;
  let told = from;
  page.gather = () => {
    const position = from + Math.min(seconds, world.now - began);
    if (position > told) page.reporter.add(lesson, [[told, position]], position, TODAY + world.now * 1000);
    told = position;
  };
  for (let passed = 0; passed < seconds; passed += step) {
    await world.pass(Math.min(step, seconds - passed));
    page.gather();
  }
}

test("stretches are merged, cut and counted", () => {
  assert.deepEqual(merged([[5, 9], [1, 3], [2, 4], [9, 10], [7, 7], [Number.NaN, 3]]), [[1, 4], [5, 10]]);
  assert.deepEqual(merged([[1, 3], [3.2, 4], [4.6, 5]], 0.3), [[1, 4], [4.6, 5]]);
  assert.deepEqual(without([[0, 10]], [[2, 3], [5, 7]]), [[0, 2], [3, 5], [7, 10]]);
  assert.deepEqual(without([[2, 3]], [[0, 10]]), []);
  assert.deepEqual(floored([[0.2, 3.9], [3.95, 5.1], [6.1, 6.9]]), [[0, 5]]);
  assert.deepEqual(firstOf([[0, 2], [5, 9]], 3), [[0, 2], [5, 6]]);
  assert.equal(lengthOf([[0, 2], [1, 5]]), 5);
  assert.equal(firstMissing([[0, 60], [70, 90]], 90), 60);
  assert.equal(firstMissing([[0, 60], [70, 90]], 90, 65), 65);
  assert.equal(firstMissing([[0, 90]], 90), 90);
});

test("what plays as time passes is recorded; a seek, a faster playback and a page's sleep are not", () => {
  const recorder = new Recorder();
  const look = (position, second, isPlaying = true) => recorder.look(position, instant(second), isPlaying);
  for (let second = 0; second <= 10; second += 0.25) look(second, second);
  look(300, 10.25); // a seek that nobody told of
  for (let second = 10.5; second <= 20; second += 0.25) look(300 + second - 10.25, second);
  assert.deepEqual(recorder.take(), [[0, 10], [300, 309.75]]);
  for (let second = 20; second <= 30; second += 0.25) look(400 + 2 * (second - 20), second);
  assert.ok(lengthOf(recorder.take()) < 11, "twice as fast is never more than time itself");
  look(500, 40);
  look(501, 41);
  look(510, 3641); // an hour's sleep
  look(511, 3642);
  assert.deepEqual(recorder.take(), [[500, 501], [510, 511]]);
});

test("a sleep in which the steady clock stood still is none of what was played; a day's clock that is set back costs nothing", () => {
  const recorder = new Recorder();
  const look = (position, second, ahead) => recorder.look(position, instant(second, ahead), true);
  for (let second = 0; second <= 4; second += 1) look(second, second, 0);
  for (let second = 5; second <= 8; second += 1) look(second, second, 3600); // the page slept an hour before this
  for (let second = 9; second <= 12; second += 1) look(second, second, -7200); // somebody set the clock
  assert.deepEqual(recorder.take(), [[0, 4], [5, 12]]);
});

test("what stands still, or was taken already, is recorded once and goes on without a gap", () => {
  const recorder = new Recorder();
  for (let second = 0; second <= 4; second += 1) recorder.look(second, instant(second), true);
  assert.deepEqual(recorder.take(), [[0, 4]]);
  for (let second = 5; second <= 8; second += 1) recorder.look(second, instant(second), true);
  recorder.look(8, instant(9), false);
  recorder.look(8, instant(99), false);
  assert.deepEqual(recorder.take(), [[4, 8]]);
  assert.deepEqual(recorder.take(), []);
});

test("R52 a year of 22.5 hours with three pauses a day and presence takes at most 170 calls and loses no second", async () => {
  const world = new World();
  const page = open(world);
  world.delay = ((random) => () => 0.1 + 1.4 * random())(dice(3));
  const lessons = 12;
  const seconds = (22.5 * HOUR) / lessons;
  for (let lesson = 0; lesson < lessons; lesson += 1) {
    const one = { course: "public-2020", lesson: String(lesson) };
    if (lesson % 2 === 0) {
      await world.pass(10 * HOUR);
      const starting = page.reporter.start(one, 0);
      await world.pass(4);
      await starting;
    }
    const parts = 3;
    for (let part = 0; part < parts; part += 1) {
      await play(world, page, (seconds / parts) * part, seconds / parts, { lesson: one, step: 30 });
      void page.reporter.leave();
      await world.pass(10 * MINUTE);
    }
    void page.reporter.finish();
    await world.pass(MINUTE);
    assert.equal(world.done(one.lesson), seconds, `lesson ${lesson}`);
  }
  assert.ok(world.asked > 80, "presence was asked for");
  assert.equal(page.said.waiting, 0);
  assert.ok(world.calls <= 170, `${world.calls} calls`);
});

test("R52 without a network what was played is kept, sent with patience, and said", async () => {
  const world = new World();
  const page = open(world);
  await page.reporter.start(LESSON, 0);
  world.fails = () => ({ status: 0, detail: "", retryAfter: null });
  await play(world, page, 0, HOUR);
  assert.equal(page.said.waiting, HOUR);
  assert.equal(page.said.failure.status, 0);
  assert.ok(world.calls < 20, `${world.calls} calls into nothing`);
  world.fails = () => null;
  page.reporter.soon();
  await world.pass(10);
  assert.equal(page.said.waiting, 0);
  assert.ok(world.done() >= 600 && world.done() <= 900, `${world.done()} seconds count at most until the next moment of presence`);
  assert.equal(page.said.lost, HOUR - world.done());
});

test("what crashes is sent by the next page, once the tab that played it is silent", async () => {
  const world = new World();
  const kept = store();
  const page = open(world, { kept });
  await page.reporter.start(LESSON, 0);
  await play(world, page, 0, 5 * MINUTE);
  const beside = open(world, { kept, place: "tab-2", today: TODAY + world.now * 1000 + 1000 });
  assert.equal(beside.said.waiting, 0, "a tab that still plays keeps its own");
  const after = open(world, { kept, place: "tab-3", today: TODAY + world.now * 1000 + 60_000 });
  assert.equal(after.said.waiting, 5 * MINUTE);
  await after.reporter.flush();
  assert.equal(world.done(), 5 * MINUTE);
  assert.equal(kept.length, 0);
  await page.reporter.flush();
  assert.equal(world.done(), 5 * MINUTE, "and counts once");
});

test("what a page that was left could not send is the next page's at once, in whichever tab", async () => {
  const world = new World();
  const kept = store();
  const page = open(world, { kept });
  await page.reporter.start(LESSON, 0);
  await play(world, page, 0, 15);
  const now = TODAY + world.now * 1000;
  await page.reporter.leave(true);
  assert.deepEqual([world.calls, page.said.waiting], [1, 15]);
  new Keep(kept, "p").part("tab-1", now);
  const after = open(world, { kept, place: "tab-2", today: now + 1000 });
  await after.reporter.flush();
  assert.deepEqual([world.done(), kept.length], [15, 0]);
});

test("a store that is full or holds nonsense stops nobody", async () => {
  const world = new World();
  const kept = store();
  kept.setItem("study:p:tab-0:c/1", "{");
  kept.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  const page = open(world, { kept });
  await page.reporter.start(LESSON, 0);
  await play(world, page, 0, MINUTE);
  await page.reporter.flush();
  assert.equal(world.done(), MINUTE);
});

test("a throttled report waits as long as it is told and longer, never as long as everybody else", async () => {
  const waits = new Set();
  for (let seed = 1; seed <= 20; seed += 1) {
    const world = new World();
    const page = open(world, { seed });
    await page.reporter.start(LESSON, 0);
    await play(world, page, 0, MINUTE);
    world.fails = () => (world.now < 100 ? { status: 429, detail: "", retryAfter: 30 } : null);
    void page.reporter.flush();
    const sent = world.now;
    await world.pass(29);
    assert.equal(world.calls, 2, "nothing before it may");
    while (world.done() < MINUTE) await world.pass(1);
    waits.add(world.now - sent);
  }
  assert.ok(waits.size > 10, "spread out");
});

test("one report is on its way at a time, and what plays meanwhile goes with the next", async () => {
  const world = new World();
  const page = open(world);
  await page.reporter.start(LESSON, 0);
  let flying = 0;
  const send = world.send.bind(world);
  world.send = async (report) => {
    assert.equal((flying += 1), 1);
    return send(report).finally(() => (flying -= 1));
  };
  world.delay = () => 20;
  await play(world, page, 0, MINUTE);
  void page.reporter.flush();
  void page.reporter.flush();
  await play(world, page, MINUTE, 2 * MINUTE);
  void page.reporter.finish();
  await world.pass(2 * MINUTE);
  assert.equal(world.done(), 3 * MINUTE);
});

test("what is refused for good is given up and told; what is hardly anything costs no call", async () => {
  const world = new World();
  const page = open(world);
  await page.reporter.start(LESSON, 0);
  await play(world, page, 0, 15);
  await page.reporter.leave();
  assert.equal(world.calls, 1);
  assert.equal(page.said.waiting, 15);
  world.fails = () => ({ status: 409, detail: "已截止", retryAfter: null });
  await page.reporter.flush();
  assert.deepEqual([page.said.refused.length, page.said.waiting, page.kept.length], [1, 0, 0]);
});

test("where another place goes on, this one stops and keeps nothing", async () => {
  const world = new World();
  const page = open(world);
  await page.reporter.start(LESSON, 0);
  assert.equal(page.reporter.isGoing, true);
  await play(world, page, 0, MINUTE);
  world.send = async () => ({ done: 20, played: [[0, 20]], seconds_done: 20, seconds_required: 81000, complete: false, presence: null, elsewhere: true });
  await page.reporter.flush();
  assert.deepEqual([page.reporter.isGoing, page.said.waiting, page.kept.length], [false, 0, 0]);
});
