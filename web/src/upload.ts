// A file on its way straight to the bucket, by the form that the server signed.
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
