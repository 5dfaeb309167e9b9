/** Whether the first page stays within 100 kB over the wire: `node first_page.mjs FOLDER`; what it loads at once, each file compressed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const MOST = 100_000;
const [, , folder] = process.argv;
const page = readFileSync(join(folder, "index.html"), "utf8");
const loaded = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file);
const sizes = ["index.html", ...new Set(loaded)].map((file) => [file, gzipSync(readFileSync(join(folder, file)), { level: 9 }).length]);
const all = sizes.reduce((sum, [, size]) => sum + size, 0);
if (loaded.length < 2 || all > MOST) {
  console.error(`the first page is ${all} bytes over the wire, ${MOST} at most:`, Object.fromEntries(sizes));
  process.exit(1);
}
