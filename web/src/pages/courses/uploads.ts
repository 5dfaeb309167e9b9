// What is on its way for the lessons: it goes on while one walks from page to page, and warns whoever leaves.
import { shallowReactive } from "vue";
import { sendInParts, typeOf } from "../../parts";
import { beginMedia, completeMedia, showMedia, type Kind } from "./calls";

type Sending = ReturnType<typeof sendInParts>;
const sending = shallowReactive(new Map<string, Sending>());
const nameOf = (course: string, lesson: string, kind: Kind) => `${course}/${lesson}/${kind}`;

export const findSending = (course: string, lesson: string, kind: Kind) => sending.get(nameOf(course, lesson, kind));

/** Send a file of a lesson; `upload` of one of which some has come. */
export function send(course: string, lesson: string, kind: Kind, file: File, upload: string | null, done: () => void) {
  const name = nameOf(course, lesson, kind);
  sending.get(name)?.pause();
  const calls = {
    begin: () => beginMedia(course, lesson, { kind, filename: file.name, content_type: typeOf(file), size: file.size }),
    show: (id: string) => showMedia(course, lesson, id),
    complete: (id: string) => completeMedia(course, lesson, id),
  };
  const mine = sendInParts(file, calls, upload, () => {
    if (sending.get(name) === mine) sending.delete(name);
    done();
  });
  sending.set(name, mine);
}

export const forget = (course: string, lesson: string, kind: Kind) => {
  sending.get(nameOf(course, lesson, kind))?.pause();
  sending.delete(nameOf(course, lesson, kind));
};

window.addEventListener("beforeunload", (event) => {
  if ([...sending.values()].some(({ going }) => going.state === "going")) event.preventDefault();
});
