// Evaluates expressions of FHIRPath on resources, by fhirpath.js.
//
//   node evaluate.mjs NODE_MODULES FILE
//
// FILE has one line of JSON for each: {"resource": ..., "expression": ...}. What an
// expression gives is printed as one line of JSON, an array.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [modules, file] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "from.js"));
const fhirpath = require("fhirpath");
const r4 = require("fhirpath/fhir-context/r4");

for (const line of fs.readFileSync(file, "utf8").split("\n").filter(Boolean)) {
  const { resource, expression } = JSON.parse(line);
  const found = fhirpath.evaluate(resource, expression, { resource }, r4);
  console.log(JSON.stringify(found));
}
