// The calls of whoever makes a course, each under a key of its own until it was answered.
import { answer, api, once, Problem, type Schemas } from "../../api";

export type Draft = Schemas["DraftShown"];
export type DraftLesson = Schemas["DraftLessonShown"];
export type Question = Schemas["BankQuestionShown"];
export type Kind = Schemas["MediaKind"];

export const readCourse = (id: string) => answer(api.GET("/v1/admin/courses/{id}", { params: { path: { id } } }));

export const listCourses = (year: number, cursor: string | null) =>
  answer(api.GET("/v1/admin/courses", { params: { query: { year, limit: 20, ...(cursor ? { cursor } : {}) } } }));

export const createCourse = (body: Schemas["CourseCreated"]) =>
  once("course", body, (key) => api.POST("/v1/admin/courses", { body, params: { header: { "Idempotency-Key": key } } }));

/** Title, order and questions as a whole; of what was left out nothing stays. */
export function changeCourse(draft: Draft, changed: Partial<Schemas["CourseSent"]>) {
  const { id, version, title, examination } = draft;
  const body = { version, title, lessons: draft.lessons.map((each) => each.id), examination, ...changed };
  return once(`course:${id}`, body, (key) => api.PUT("/v1/admin/courses/{id}", { body, params: { path: { id }, header: { "Idempotency-Key": key } } }));
}

export const publishCourse = ({ id, version }: Draft) =>
  once(`publish:${id}`, version, (key) => api.POST("/v1/admin/courses/{id}/publish", { body: { version }, params: { path: { id }, header: { "Idempotency-Key": key } } }));

export const withdrawCourse = (id: string, reason: string) =>
  once(`withdraw:${id}`, reason, (key) => api.POST("/v1/admin/courses/{id}/withdraw", { body: { reason }, params: { path: { id }, header: { "Idempotency-Key": key } } }));

export const addLesson = (id: string, body: Schemas["LessonAdded"]) =>
  once(`lesson:${id}`, body, (key) => api.POST("/v1/admin/courses/{id}/lessons", { body, params: { path: { id }, header: { "Idempotency-Key": key } } }));

const putLesson = (id: string, lesson: string, body: Schemas["LessonSent"]) =>
  once(`lesson:${id}/${lesson}`, body, (key) => api.PUT("/v1/admin/courses/{id}/lessons/{lesson}", { body, params: { path: { id, lesson }, header: { "Idempotency-Key": key } } }));

const textOf = (lesson: DraftLesson | undefined) => lesson?.media.filter(({ kind }) => kind === "text").at(-1)?.id;

/** Where the course was changed meanwhile, but nothing of this lesson that is changed here, that is no hindrance. */
export async function changeLesson(seen: Draft, lesson: DraftLesson, body: Omit<Schemas["LessonSent"], "version">) {
  try {
    return await putLesson(seen.id, lesson.id, { ...body, version: seen.version });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "course_changed") throw error;
    const fresh = await readCourse(seen.id);
    const now = fresh.lessons.find(({ id }) => id === lesson.id);
    if (now?.title !== lesson.title || textOf(now) !== textOf(lesson)) throw error;
    return putLesson(seen.id, lesson.id, { ...body, version: fresh.version });
  }
}

export const removeLesson = (id: string, lesson: string) =>
  once(`remove:${id}/${lesson}`, null, (key) => api.DELETE("/v1/admin/courses/{id}/lessons/{lesson}", { params: { path: { id, lesson }, header: { "Idempotency-Key": key } } }));

export const previewLesson = (id: string, lesson: string) =>
  answer(api.GET("/v1/admin/courses/{id}/lessons/{lesson}", { params: { path: { id, lesson } } }));

const ofLesson = (id: string, lesson: string) => ({ path: { id, lesson } });

export const beginMedia = (id: string, lesson: string, body: Schemas["MediaSent"]) =>
  once(`media:${id}/${lesson}/${body.kind}`, body, (key) => api.POST("/v1/admin/courses/{id}/lessons/{lesson}/media", { body, params: { ...ofLesson(id, lesson), header: { "Idempotency-Key": key } } }));

const ofMedia = (id: string, lesson: string, upload: string) => ({ path: { id, lesson, upload } });

export const showMedia = (id: string, lesson: string, upload: string) =>
  answer(api.GET("/v1/admin/courses/{id}/lessons/{lesson}/media/{upload}", { params: ofMedia(id, lesson, upload) }));

export const completeMedia = (id: string, lesson: string, upload: string) =>
  once(`complete:${upload}`, null, (key) => api.POST("/v1/admin/courses/{id}/lessons/{lesson}/media/{upload}/complete", { params: { ...ofMedia(id, lesson, upload), header: { "Idempotency-Key": key } } }));

export const dropMedia = (id: string, lesson: string, upload: string) =>
  once(`drop:${upload}`, null, (key) => api.DELETE("/v1/admin/courses/{id}/lessons/{lesson}/media/{upload}", { params: { ...ofMedia(id, lesson, upload), header: { "Idempotency-Key": key } } }));

type Called = <T>(path: string, init: object) => Promise<{ data?: T }>;
const { GET, POST } = api as unknown as { GET: Called; POST: Called };

/** A file of statements (xAPI); `url` is there once it is written. */
export interface StatementsFile {
  id: string;
  people: number;
  statements: number;
  failed_because: string | null;
  url?: string;
}

export const orderStatements = (id: string) =>
  once(`statements:${id}`, null, (key) => POST<StatementsFile>("/v1/admin/courses/{id}/statements", { params: { path: { id }, header: { "Idempotency-Key": key } } }));

export const showStatements = (id: string) => answer(GET<StatementsFile>("/v1/admin/statements/{id}", { params: { path: { id } } }));
