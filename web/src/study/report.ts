// What a page tells of studying, and what it is told: the shapes that the modules of this folder share.
import type { Stretch } from "./stretches.ts";

/** An answer to a question of presence: the choice as its text stands in the question. */
export interface Given {
  id: string;
  choice: string;
}

/** A question of presence; `answer_by` is an instant. */
export interface Asked {
  id: string;
  question: string;
  choices: string[];
  answer_by: string;
}

/** One report: stretches of one lesson. Without any it is a start: this place goes on from now. */
export interface Report {
  course: string;
  lesson: string;
  place: string;
  played: Stretch[];
  position: number;
  presence?: Given;
  /** Nobody sees what it is answered: a question that is due comes with the next one. */
  leaving?: true;
}

/** What the server answers: seconds credited of the lesson (`played`: which), and of the course. */
export interface Told {
  done: number;
  played: Stretch[];
  seconds_done: number;
  seconds_required: number;
  complete: boolean;
  presence: Asked | null;
  elsewhere: boolean;
}

/** Why a report was not taken. Status 0: nobody knows whether it arrived. `retryAfter` in seconds. */
export interface Failure {
  status: number;
  detail: string;
  retryAfter: number | null;
}

/** Whether the same report may well be taken later. A session that has ended is begun anew. */
export const mayBeSentAgain = ({ status }: Failure): boolean => status === 0 || status >= 500 || [401, 408, 425, 429].includes(status);
