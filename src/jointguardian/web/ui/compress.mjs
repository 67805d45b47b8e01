// After the build: each file beside its brotli and gzip forms, made once and as small as they get,
// so that the server compresses nothing that never changes. What was made before is kept by name,
// which holds a digest of the content.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const SMALLEST = 1024;
const KEPT = join("node_modules", ".cache", "compressed");

function small(raw, suffix) {
  if (suffix === ".gz") return gzipSync(raw, { level: 9 });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
  };
  return brotliCompressSync(raw, { params });
}

export function compressed(folder) {
  return {
    name: "compressed",
    closeBundle() {
      mkdirSync(KEPT, { recursive: true });
      for (const name of readdirSync(folder)) {
        if (!/\.(js|css|svg|json)$/.test(name)) continue;
        const raw = readFileSync(join(folder, name));
        if (raw.length < SMALLEST) continue;
        for (const suffix of [".br", ".gz"]) {
          const kept = join(KEPT, name + suffix);
          if (!existsSync(kept)) writeFileSync(kept, small(raw, suffix));
          copyFileSync(kept, join(folder, name + suffix));
        }
      }
    },
  };
}
