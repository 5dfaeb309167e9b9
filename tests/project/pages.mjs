// Says of each page of the web client, by its own routes and its own rule, who may open it: run by test_pages.py.
import { existsSync, readdirSync } from "node:fs";
import { registerHooks } from "node:module";

// A page that the first file brings along is drawn by no browser here.
const load = (url, context, next) => (url.endsWith(".vue") ? { format: "module", source: "export default {};", shortCircuit: true } : next(url, context));
registerHooks({ load });

const [source, asked] = process.argv.slice(2);
const { mayUse } = await import(`${source}/access.ts`);
const callers = JSON.parse(asked);
const pages = [];
for (const group of readdirSync(`${source}/pages`)) {
  const file = `${source}/pages/${group}/routes.ts`;
  if (!existsSync(file)) continue;
  for (const { path, component, meta } of Object.values(await import(file)).flat()) {
    const [, name] = /import\("([^"]+)"\)/.exec(String(component)) ?? [];
    if (name) pages.push({ path, file: `pages/${group}/${name}`, opens: callers.map((who) => mayUse(meta, who)) });
  }
}
console.log(JSON.stringify(pages));
