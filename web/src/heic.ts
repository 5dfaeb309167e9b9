// Photographs as iPhones take them (HEIC): made JPEG where the browser can read them, refused with what to do where it cannot.

import { PHOTOGRAPHS } from "./labels";

/** An iPhone that is asked for JPEG hands out JPEG, also where its browser reads no HEIC: it must not be told that HEIC will do. */
export const CHOOSABLE = /iPhone|iPad|iPod/.test(navigator.userAgent) ? "" : ",.heic,.heif";
const QUALITY = 0.9;
/** Telephones draw nothing on a larger canvas. */
const MOST_PIXELS = 12_000_000;
const BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

/** Whether a file is such a photograph: by its name or type, or by how it begins, whatever it is called. */
export async function isHeic(file: File): Promise<boolean> {
  if (/^image\/hei[cf]/.test(file.type) || /\.hei[cf]$/i.test(file.name)) return true;
  const head = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  const text = String.fromCharCode(...head);
  return text.slice(4, 8) === "ftyp" && BRANDS.includes(text.slice(8, 12));
}

/** What is said where the browser cannot read it. */
export const HOW_TO_SAVE_AS_JPG = `这是手机的HEIC照片，本浏览器读不了，没有上传。请改为JPG再选：${PHOTOGRAPHS.to_jpg}。`;

async function pictureOf(file: File): Promise<CanvasImageSource & { width: number; height: number }> {
  if ("createImageBitmap" in window) {
    const made = await createImageBitmap(file).catch(() => undefined);
    if (made) return made;
  }
  const address = URL.createObjectURL(file);
  try {
    return await new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => resolve(image);
      image.onerror = () => reject(new Error(HOW_TO_SAVE_AS_JPG));
      image.src = address;
    });
  } finally {
    // Decoded by now: what is drawn below needs the address no more.
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}

/** The photograph as a JPEG file of the same name; nothing where this browser cannot read it. */
export async function asJpeg(file: File): Promise<File | undefined> {
  const picture = await pictureOf(file).catch(() => undefined);
  if (!picture || !picture.width) return undefined;
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (picture.width * picture.height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return blob ? new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" }) : undefined;
}
