import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

// Relative addresses: the same build works at the root of a domain and below API Gateway's stage.
export default defineConfig({
  base: "./",
  plugins: [vue()],
  build: {
    outDir: "../chalicelib/web",
    emptyOutDir: true,
    // A data: address would need its own word in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: {
      // The script of the verification page is one file of its own: that page is no part of the client.
      input: { index: "index.html", verify: "src/verify/page.ts" },
      // Each file that a newer release brings is a request of API Gateway: what everybody's first pages
      // need comes in one, what a page of its own needs comes with it (docs/decisions/0039).
      output: {
        codeSplitting: {
          groups: [{ name: "first", tags: ["$initial"], test: (id) => !id.includes("/src/verify/") }],
        },
      },
    },
  },
});
