// The calls of studying, until the contract's own types have them.
import { answer, api, type Schemas } from "../api";
import type { Asked, Report, Told } from "./report";
import type { Stretch } from "./stretches";

export interface StudiedLesson {
  id: string;
  title: string;
  seconds: number;
  content?: "none" | "video" | "text";
  done?: number;
}

/** A course as one studies it. */
export type StudiedCourse = Omit<Schemas["Course"], "lessons"> & { lessons: StudiedLesson[] };

/** What a lesson shows: `url` of a film, or `html` of a text. Addresses hold until `expires_at`. */
export interface LessonShown extends Required<StudiedLesson> {
  url: string | null;
  html: string | null;
  captions: string | null;
  poster: string | null;
  transcript: string | null;
  played: Stretch[];
  position: number;
  expires_at: string | null;
  /** A question that waits for its answer. */
  presence: Asked | null;
}

type Called = <T>(path: string, init: object) => Promise<{ data?: T }>;
const { GET, POST } = api as unknown as { GET: Called; POST: Called };

/** Whether a course's lessons show something, so that time is earned lesson by lesson. */
export const hasContent = (course: StudiedCourse) => course.lessons.some(({ content }) => content && content !== "none");

export const readLesson = (course: string, lesson: string) =>
  answer(GET<LessonShown>("/v1/me/courses/{id}/lessons/{lesson}", { params: { path: { id: course, lesson } } }));

/** `keepalive`: it arrives even if the page is left meanwhile. */
export const sendReport = ({ course, lesson, ...body }: Report) =>
  answer(POST<Told>("/v1/me/courses/{id}/lessons/{lesson}/progress", { params: { path: { id: course, lesson } }, body, keepalive: true }));

/** The questions of the next attempt; how many attempts were handed in, and may be (null: any number). */
export interface StudiedExamination {
  pass_mark: number;
  questions: { id: string; text: string; choices: string[] }[];
  best_score: number | null;
  attempt?: number | null;
  attempts_used?: number;
  attempts_allowed?: number | null;
}

/**
 * An attempt that was handed in; `chosen` and `right` are positions of the choices as shown. Of a question that
 * the course has no more only whether it was answered rightly is known.
 */
export interface Attempt {
  no: number;
  at: string;
  score: number;
  passed: boolean;
  questions: { id: string; text: string | null; choices: string[] | null; chosen: number | null; right: number | null; is_right: boolean; explanation: string | null }[];
}

export const readAttempts = (course: string, cursor: string | null) =>
  answer(GET<{ items: Attempt[]; next: string | null }>("/v1/me/courses/{id}/attempts", { params: { path: { id: course }, query: { limit: 10, ...(cursor ? { cursor } : {}) } } }));
