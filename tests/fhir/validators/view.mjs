// Runs views of SQL on FHIR over resources, by Medplum.
//
//   node view.mjs NODE_MODULES FILE
//
// FILE has one line of JSON for each: {"view": ..., "resources": [...]}. The rows of a
// view are printed as one line of JSON, an array.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [modules, file] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "from.js"));
const { evalSqlOnFhir } = require("@medplum/core");

for (const line of fs.readFileSync(file, "utf8").split("\n").filter(Boolean)) {
  const { view, resources } = JSON.parse(line);
  console.log(JSON.stringify(evalSqlOnFhir(view, resources)));
}
