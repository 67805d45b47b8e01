import { defineConfig } from "vite";
// @ts-expect-error plain JavaScript of Node, without types
import { compressed } from "./compress.mjs";

// The files go into the package beside the templates; the manifest tells Python their names.
export default defineConfig({
  base: "./", // relative, so that the room may stand below a path of a proxy
  publicDir: false,
  plugins: [compressed("../static/app/assets")],
  worker: { format: "es" },
  build: {
    outDir: "../static/app",
    emptyOutDir: true,
    manifest: "manifest.json",
    license: { fileName: "licences.md" },
    modulePreload: false,
    target: "es2022",
    chunkSizeWarningLimit: 2500,
    rolldownOptions: { input: "src/main.ts" },
  },
});
