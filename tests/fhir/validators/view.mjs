// Runs views of SQL on FHIR over resources, by the reference implementation.
//
//   node view.mjs NODE_MODULES FILE
//
// FILE has one line of JSON for each: {"view": ..., "resources": [...]}. The rows of a
// view are printed as one line of JSON, an array.
import fs from "node:fs";
import { registerHooks } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, file] = process.argv.slice(2);
const from = pathToFileURL(path.resolve(modules, "from.js")).href;
// The files of the implementation are elsewhere than the packages that they import.
registerHooks({
  resolve: (specifier, context, next) =>
    /^[.\/]|:/.test(specifier)
      ? next(specifier, context)
      : next(specifier, { ...context, parentURL: from }),
});
const { evaluate } = await import("./sof-js/index.js");

for (const line of fs.readFileSync(file, "utf8").split("\n").filter(Boolean)) {
  const { view, resources } = JSON.parse(line);
  console.log(JSON.stringify(evaluate(view, resources)));
}
