// Builds what is committed: `node build.mjs vendor`, `node build.mjs page`, or `node build.mjs compare`,
// which builds both and fails when they differ from what is there.
import { readFile } from "node:fs/promises";
import { build } from "esbuild";

const here = new URL(".", import.meta.url).pathname;
const common = { absWorkingDir: here, bundle: true, minify: true, target: "es2022", charset: "utf8", legalComments: "inline" };
const parts = {
  // of vis-network and what it needs only what the page uses; vendor/vendor.toml says what is in it.
  // A page has it before its own script, which finds it as `vis`: it is not in both.
  vendor: {
    ...common, format: "iife", globalName: "vis", outfile: "vendor/vis-network.js",
    stdin: { contents: 'export { Network } from "vis-network/esnext"; export { DataSet } from "vis-data/esnext";', resolveDir: here },
  },
  page: { ...common, format: "iife", outfile: "built/page.js", entryPoints: ["src/main.js"] },
};

const asked = process.argv[2];
if (asked !== "compare") {
  await build(parts[asked]);
} else {
  for (const options of Object.values(parts)) {
    const { outputFiles } = await build({ ...options, write: false });
    const committed = await readFile(`${here}${options.outfile}`, "utf8");
    if (outputFiles[0].text !== committed) throw new Error(`${options.outfile} is not what its source builds: make front-end`);
  }
}
