import { readFileSync } from "node:fs";
import vue from "@vitejs/plugin-vue";
import { type Plugin, createServer, defineConfig } from "vite";
import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import type { Plugin as StylePlugin } from "postcss";

/**
 * The verification page's script is one file of its own: of a module that it shared with the client the
 * whole client would come along, start on that page, and take what stands behind `#` for an address of its
 * own. So it gets the words as a module of its own, too.
 */
const ALONE = "?verify";
const verifyAlone: Plugin = {
  name: "verify-alone",
  enforce: "pre",
  async resolveId(source, importer) {
    if (!importer?.includes("/src/verify/") || !source.startsWith("../")) return null;
    const found = await this.resolve(source, importer, { skipSelf: true });
    return found && found.id + ALONE;
  },
};

/** The first screen is in the page itself, drawn by its own components, and shown by a script of its own (src/door). */
const DOOR = "src/door/";
const doorDrawn: Plugin = {
  name: "door-drawn",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    async handler(html, { bundle }) {
      const shown = Object.values(bundle ?? {}).find((each) => each.type === "chunk" && each.name === "door");
      if (!shown) throw new Error("the script of the door was not built");
      const script = `<script type="module" crossorigin src="./${shown.fileName}"></script>`;
      // The client is fetched at once and begun by the door's script.
      return html
        .replace("<!-- door -->", `<template id="door">${await drawnDoor()}</template>`)
        .replace(/<script type="module" crossorigin src="([^"]+)"><\/script>/, `${script}\n    <link rel="modulepreload" crossorigin href="$1">`);
    },
  },
};

async function drawnDoor(): Promise<string> {
  const server = await createServer({ configFile: false, logLevel: "error", appType: "custom", plugins: [vue()], server: { middlewareMode: true, ws: false }, optimizeDeps: { noDiscovery: true } });
  try {
    const { default: Drawn } = await server.ssrLoadModule(`/${DOOR}Drawn.vue`);
    return await renderToString(createSSRApp(Drawn));
  } finally {
    await server.close();
  }
}

/** The dark theme is written once, as the device asks for it: here the same comes for whoever chose it at the foot of the page. */
const ASKED = "(prefers-color-scheme: dark)";
const chosenToo: StylePlugin = {
  postcssPlugin: "chosen-too",
  Once(root) {
    root.walkAtRules("media", (asked) => {
      if (asked.params !== ASKED) return;
      asked.walkRules(':root:not([data-theme="light"])', (rule) => void asked.after(rule.clone({ selector: ':root[data-theme="dark"]' })));
    });
  },
};

/** What is built is called as the project is. */
const VERSION = /^version = "(.+)"$/m.exec(readFileSync("../pyproject.toml", "utf8"))?.[1] ?? "";

/**
 * pdf.js' worker asks for its reader of JPEG 2000 by an address when a file has such a picture; a worker of our page may
 * load nothing, so it comes with it.
 */
const readerInside: Plugin = {
  name: "reader-inside",
  transform(code, id) {
    if (!id.includes("pdf.worker.mjs")) return null;
    const asked = /import\(\s*(\/\*[^*]*\*\/\s*)+path\)/;
    if (!asked.test(code)) this.error("pdf.js loads its reader of JPEG 2000 in another way than before");
    return { code: code.replace(asked, 'import("pdfjs-dist/wasm/openjpeg_nowasm_fallback.js")'), map: null };
  },
};

// Relative addresses: the same build works at the root of a domain and below API Gateway's stage.
export default defineConfig({
  base: "./",
  define: { __VERSION__: JSON.stringify(VERSION) },
  // Parts of pdf.js, which come as text in scripts: what serves them serves text alone.
  assetsInclude: ["**/*.bcmap", "**/*.pfb"],
  plugins: [vue(), verifyAlone, doorDrawn],
  css: { postcss: { plugins: [chosenToo] } },
  // A classic script: workers that are modules came later than the engines that are supported.
  worker: { format: "iife", plugins: () => [readerInside] },
  build: {
    outDir: "../chalicelib/web",
    emptyOutDir: true,
    // A data: address would need its own word in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The oldest engines that people have (README.md); `engines.mjs` looks at what was built.
    target: ["chrome77", "safari14", "ios14", "firefox78"],
    rolldownOptions: {
      // The script of the verification page is one file of its own: that page is no part of the client.
      input: { index: "index.html", door: `${DOOR}show.ts`, verify: "src/verify/page.ts" },
      // Each file that a newer release brings is a request of API Gateway: what everybody's first pages
      // need comes in one, what a page of its own needs comes with it (docs/decisions/0039).
      output: {
        codeSplitting: {
          groups: [{ name: "first", tags: ["$initial"], test: (id) => !id.includes("/src/verify/") && !id.includes(DOOR) && !id.endsWith(ALONE) }],
        },
      },
    },
  },
});
