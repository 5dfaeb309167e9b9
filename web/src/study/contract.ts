// The calls of studying.
import { answer, api, type Schemas } from "../api";
import type { Report } from "./report";

export type StudiedLesson = Schemas["Lesson"];
export type StudiedCourse = Schemas["Course"];
/** What a lesson shows: `url` of a film, or `html` of a text. Addresses hold until `expires_at`. */
export type LessonShown = Omit<Schemas["StudiedLesson"], "presence">;
export type StudiedExamination = Schemas["Examination"];
/** An attempt that was handed in; `chosen` and `right` are positions of the choices as shown. */
export type Attempt = Schemas["Attempt"];

/** Whether a course's lessons show something, so that time is earned lesson by lesson. */
export const hasContent = (course: StudiedCourse) => course.lessons.some(({ content }) => content !== "none");

const ofLesson = (id: string, lesson: string) => ({ params: { path: { id, lesson } } });

// A pair of numbers is read back as any list of them: what the contract says of it is said once more.
export const readLesson = (course: string, lesson: string) =>
  answer(api.GET("/v1/me/courses/{id}/lessons/{lesson}", ofLesson(course, lesson))) as Promise<Schemas["StudiedLesson"]>;

/** `keepalive`: it arrives even if the page is left meanwhile. */
export const sendReport = ({ course, lesson, ...body }: Report) =>
  answer(api.POST("/v1/me/courses/{id}/lessons/{lesson}/progress", { ...ofLesson(course, lesson), body, keepalive: true })) as Promise<Schemas["LessonProgress"]>;

export const readAttempts = (id: string, cursor: string | null) =>
  answer(api.GET("/v1/me/courses/{id}/attempts", { params: { path: { id }, query: { limit: 10, ...(cursor ? { cursor } : {}) } } }));
