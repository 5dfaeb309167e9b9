// Files on their way straight to a bucket and back, by what the server signed.
import { Problem } from "./api";

const broken = (status: number) =>
  new Problem(status, "upload_broken", "上传中断", "上传中断，请检查网络后再试；已填写的内容没有丢失。");

interface Offer {
  url: string;
  fields: Record<string, string>;
}

/** Send a file; `told` hears how many percent of it are gone. A refusal or a lost network is a `Problem`. */
export function postFile(offer: Offer, file: File, told: (percent: number) => void): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(offer.fields)) form.append(name, value);
  form.append("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => told(Math.round((100 * event.loaded) / event.total));
    request.onload = () => (request.status < 300 ? resolve() : reject(broken(request.status)));
    request.onerror = () => reject(broken(0));
    request.open("POST", offer.url);
    request.send(form);
  });
}

/** Read a stored file by its signed address. An address that has ended or a lost network is a `Problem`. */
export async function getFile(url: string): Promise<ArrayBuffer> {
  const answered = await fetch(url).catch(() => undefined);
  if (answered?.ok) return answered.arrayBuffer();
  const detail = "材料没有读到：网络中断，或打开本页已久、链接到期。请点击“重试”。";
  throw new Problem(answered?.status ?? 0, "file_unread", "材料没有打开", detail);
}
