/**
 * Whether the oldest engines that are supported (README.md) can read and run what was built:
 * `node engines.mjs FOLDER`. Syntax beyond ES2019, but for `import()`; patterns that Safari 14 cannot read; calls
 * of what came later, unless `src/engines.ts` fills it in or whoever calls it looks first whether it is there.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";

/** Called as a function of its own, or as one of an object: what it came with. */
const LATER = {
  structuredClone: "Chromium 98, Safari 15.4",
  findLast: "Chromium 97, Safari 15.4",
  findLastIndex: "Chromium 97, Safari 15.4",
  toSorted: "Chromium 110, Safari 16",
  toReversed: "Chromium 110, Safari 16",
  toSpliced: "Chromium 110, Safari 16",
  groupBy: "Chromium 117, Safari 17.4",
  withResolvers: "Chromium 119, Safari 17.4",
  fromAsync: "Chromium 121, Safari 16.4",
  fromBase64: "Chromium 140, Safari 18.2",
  toBase64: "Chromium 140, Safari 18.2",
  isWellFormed: "Chromium 111, Safari 16.4",
  toWellFormed: "Chromium 111, Safari 16.4",
  canParse: "Chromium 120, Safari 17",
  showModal: "Safari 15.4, Firefox 98",
  showPicker: "Chromium 99, Safari 16",
  showPopover: "Chromium 114, Safari 17",
  togglePopover: "Chromium 114, Safari 17",
  checkVisibility: "Chromium 105, Safari 17.4",
  startViewTransition: "Chromium 111, Safari 18",
  requestIdleCallback: "no Safari",
  createImageBitmap: "Safari 15",
  throwIfAborted: "Chromium 100, Safari 15.4",
};
/** Made with `new`. */
const NEWER = {
  WeakRef: "Chromium 84, Safari 14.1",
  FinalizationRegistry: "Chromium 84, Safari 14.1",
  AggregateError: "Chromium 85",
  OffscreenCanvas: "Safari 16.4",
  CompressionStream: "Chromium 80, Safari 16.4",
  DecompressionStream: "Chromium 80, Safari 16.4",
  BroadcastChannel: "Safari 15.4",
};
const OF_OBJECTS = { Promise: { any: "Chromium 85", try: "Chromium 128" }, AbortSignal: { any: "Chromium 116", timeout: "Chromium 103" } };
const NODES = {
  ChainExpression: "?.",
  PropertyDefinition: "a class's field",
  AccessorProperty: "an accessor",
  StaticBlock: "a class's static block",
  PrivateIdentifier: "a private name",
  ImportAttribute: "an import's attribute",
};

/** What a node says that an engine of then does not know, or undefined. `isLooked` tells whether a name is looked for first. */
function found(node, isLooked) {
  const { type, operator, callee } = node;
  if (NODES[type]) return NODES[type];
  if (operator === "??" || operator === "??=" || operator === "||=" || operator === "&&=") return operator;
  if (type === "ExportAllDeclaration" && node.exported) return "export * as";
  if (type === "Literal" && typeof node.value === "number" && node.raw?.includes("_")) return "a number with _";
  if (type === "Literal" && node.regex) return /\(\?<[=!]/.test(node.regex.pattern) ? "a pattern that looks behind" : /[dv]/.exec(node.regex.flags)?.[0];
  if (type === "NewExpression" && NEWER[callee.name] && !isLooked(callee.name)) return `new ${callee.name}: ${NEWER[callee.name]}`;
  if (type !== "CallExpression") return undefined;
  const name = callee.type === "Identifier" ? callee.name : callee.computed ? "" : (callee.property?.name ?? "");
  const since = OF_OBJECTS[callee.object?.name]?.[name] ?? (Object.hasOwn(LATER, name) ? LATER[name] : undefined);
  return since && !isLooked(name) ? `${name}: ${since}` : undefined;
}

/**
 * The names that a text looks for before it calls them (`typeof name`, `"name" in`), or passes on under that very name: it goes
 * another way without them.
 */
function lookedFor(text) {
  const known = new Map();
  return (name) => {
    if (!known.has(name)) known.set(name, new RegExp(`typeof (\\w+\\.)*${name}\\b|["'\`]${name}["'\`] ?in\\b|[,{]${name}\\([^()]*\\)\\{`).test(text));
    return known.get(name);
  };
}
/** What oidc-client-ts says where it signs in by a window of its own, which this client never does. */
const NEVER_RUN = /oidc-client-popup/;
/** What pdf.js fills in itself, by the core-js that is in it, and what it does without where it is missing. */
const OF_PDF = {
  is: (text) => text.includes("__core-js_shared__"),
  names: /^(withResolvers|try|fromBase64|toBase64|structuredClone|createImageBitmap|new (Dec|C)ompressionStream|new FinalizationRegistry):/,
};

/** All that is an object in the tree of a program, without calling itself. */
function* nodes(program) {
  const waiting = [program];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (typeof node.type === "string") yield node;
    for (const name in node) {
      const part = node[name];
      if (part && typeof part === "object") waiting.push(part);
    }
  }
}

function faults(file) {
  const text = readFileSync(file, "utf8");
  const { program, errors } = parseSync(file, text);
  const isLooked = lookedFor(text);
  const isPdf = OF_PDF.is(text);
  const said = errors.map(({ message }) => message);
  for (const node of nodes(program)) {
    const what = found(node, isLooked);
    if (!what || (isPdf && OF_PDF.names.test(what))) continue;
    const around = text.slice(Math.max(0, node.start - 20), node.start + 50).replace(/\s+/g, " ");
    if (!NEVER_RUN.test(around)) said.push(`${what}  (${around})`);
  }
  return said;
}

const [, , folder] = process.argv;
let all = 0;
for (const name of readdirSync(folder).filter((each) => each.endsWith(".js"))) {
  for (const fault of faults(join(folder, name))) {
    all += 1;
    console.error(`${name}: ${fault}`);
  }
}
if (all) {
  console.error(`${all} things in what was built are unknown to an engine that is supported (web/README.md)`);
  process.exit(1);
}
