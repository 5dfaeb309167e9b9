// Large files on their way to a bucket in pieces: with progress, paused and gone on with, also after the
// page was loaded anew: what has come is known to the server, nothing of it is sent twice.
import { reactive } from "vue";
import { Problem } from "./api";

/** What the server says of a file that is to come: the pieces that are there, and where the others go. */
export interface Offer {
  upload: string;
  part_size: number;
  arrived: { number: number; size: number }[];
  parts: { number: number; url: string }[];
}

/** The calls of one kind of upload. */
export interface PartCalls {
  begin: () => Promise<Offer>;
  show: (upload: string) => Promise<Offer>;
  complete: (upload: string) => Promise<unknown>;
}

export interface Going {
  file: File;
  upload: string | null;
  state: "going" | "paused" | "failed" | "done";
  /** Bytes that have come. */
  sent: number;
  detail: string;
}

const AT_ONCE = 3;
const TRIES = 5;
const FIRST_WAIT = 1000;

/** Begin to send a file, or go on with one of which the server has some already. */
export function sendInParts(file: File, calls: PartCalls, upload: string | null, done: () => void) {
  const going = reactive<Going>({ file, upload, state: "paused", sent: 0, detail: "" });
  let flying = new Set<XMLHttpRequest>();

  async function go(): Promise<void> {
    if (going.state === "going" || going.state === "done") return;
    Object.assign(going, { state: "going", detail: "" });
    try {
      await through();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      halt("failed", error.detail);
    }
  }

  async function through() {
    const offer = await (going.upload ? calls.show(going.upload) : calls.begin());
    going.upload = offer.upload;
    const came = new Map(offer.arrived.map(({ number, size }) => [number, size]));
    const count = () => (going.sent = Math.min(file.size, [...came.values()].reduce((sum, size) => sum + size, 0)));
    count();
    const waiting = [...offer.parts];
    const carry = async () => {
      for (let part = waiting.shift(); part && going.state === "going"; part = waiting.shift()) {
        const { number, url } = part;
        const piece = file.slice((number - 1) * offer.part_size, number * offer.part_size);
        await patiently(url, piece, (size) => (came.set(number, size), count()));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, carry));
    if (going.state !== "going") return;
    await calls.complete(offer.upload);
    going.state = "done";
    done();
  }

  /** A piece that breaks off is sent again, later and later. */
  async function patiently(url: string, piece: Blob, told: (size: number) => void) {
    for (let turn = 1; ; turn += 1) {
      const status = await put(url, piece, told);
      if (status >= 200 && status < 300) return told(piece.size);
      told(0);
      if (going.state !== "going") return;
      if (status === 403) throw new Problem(403, "upload_ended", "上传中断", "上传地址已到期，点击“继续上传”接着传，已传的不用重传。");
      if (turn === TRIES) throw new Problem(status, "upload_broken", "上传中断", "网络中断，点击“继续上传”接着传，已传的不用重传。");
      await new Promise((resume) => setTimeout(resume, FIRST_WAIT * 2 ** (turn - 1) * (1 + Math.random())));
    }
  }

  function put(url: string, piece: Blob, told: (size: number) => void): Promise<number> {
    return new Promise((answered) => {
      const request = new XMLHttpRequest();
      flying.add(request);
      const end = (status: number) => (flying.delete(request), answered(status));
      request.upload.onprogress = ({ loaded }) => told(loaded);
      request.onload = () => end(request.status);
      request.onerror = request.onabort = () => end(0);
      request.open("PUT", url);
      request.send(piece);
    });
  }

  function halt(state: "paused" | "failed", detail = "") {
    Object.assign(going, { state, detail });
    const stopped = flying;
    flying = new Set();
    stopped.forEach((request) => request.abort());
  }

  void go();
  return { going, go, pause: () => going.state === "going" && halt("paused") };
}

const TYPES: Record<string, string> = {
  mp4: "video/mp4",
  m4v: "video/mp4",
  webm: "video/webm",
  vtt: "text/vtt",
  md: "text/markdown",
  txt: "text/plain",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  zip: "application/zip",
};
/** What a file says that it is: browsers know no type of some, and each another one of others. */
export const typeOf = (file: File) => TYPES[file.name.split(".").at(-1)?.toLowerCase() ?? ""] ?? file.type;

/** 12.3 MB. */
export const sizeText = (bytes: number) => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`);
