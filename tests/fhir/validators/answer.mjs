// Runs a library of CQL by an engine that others wrote.
//
//   node answer.mjs NODE_MODULES ELM NAMES CASES
//
// NAMES is a JSON list of definitions. CASES has one person a line, as the values of
// parameters or as a Bundle of FHIR; what the definitions say is printed as one line.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [modules, elm, names, cases] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "from.js"));
const cql = require("cql-execution");
const fhir = require("cql-exec-fhir");

const read = (file) => fs.readFileSync(file, "utf8");
const library = new cql.Library(JSON.parse(read(elm)));
const wanted = JSON.parse(read(names));
const people = read(cases).split("\n").map((line) => JSON.parse(line));
const isBundle = (given) => given.resourceType === "Bundle";
const nobody = { resource: { resourceType: "Patient", id: "1" } };
const empty = { resourceType: "Bundle", entry: [nobody] };
// One source for all: it reads the whole model of FHIR.
const source = fhir.PatientSource.FHIRv401();
source.loadBundles(people.map((given) => (isBundle(given) ? given : empty)));
for (const given of people) {
  const parameters = isBundle(given) ? {} : given;
  const patient = source.currentPatient();
  source.nextPatient();
  // What an Executor makes as well; of 3000 definitions few are wanted.
  const context = new cql.PatientContext(library, patient, undefined, parameters);
  const found = [];
  for (const name of wanted) {
    found.push((await library.expressions[name]?.execute(context)) ?? null);
  }
  console.log(JSON.stringify(found));
}
