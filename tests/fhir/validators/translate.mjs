// Translates libraries of CQL to ELM by the official translator.
//
//   node translate.mjs NODE_MODULES FOLDER [--no-system]
//
// Each NAME.cql of FOLDER becomes NAME.json; what is wrong with them is printed as one
// line of JSON. Without the model of CQL itself (--no-system) nothing is translated.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, folder, without] = process.argv.slice(2);
const from = (name) => import(pathToFileURL(path.resolve(modules, name)));
const tool = await from("@cqframework/cql/cql-to-elm.mjs");
const { SystemModelInfoProvider } = await from("@cqframework/cql/cql.mjs");

const info = "cql-exec-fhir/lib/modelInfos/fhir-modelinfo-4.0.1.xml";
const fhir = fs.readFileSync(path.join(modules, info), "utf8");
const models = new tool.ModelManager();
const providers = models.modelInfoLoader;
if (!without) {
  providers.registerModelInfoProvider(new SystemModelInfoProvider());
}
providers.registerModelInfoProvider(
  tool.createModelInfoProvider((model) =>
    model === "FHIR" ? tool.stringAsSource(fhir) : null,
  ),
);
// Without the text again, and where it stands: engines keep a value for each place.
const { DisableListDemotion, DisableListPromotion } = tool.CqlCompilerOptions.Options;
const options = new tool.CqlCompilerOptions();
options.setOptions([DisableListDemotion, DisableListPromotion]);
function translated(file) {
  const text = fs.readFileSync(file, "utf8");
  const manager = new tool.LibraryManager(models, options);
  const elm = tool.CqlTranslator.fromText(text, manager).toJson();
  fs.writeFileSync(file.replace(/cql$/, "json"), elm);
  const remarks = JSON.parse(elm).library.annotation ?? [];
  return remarks.filter((each) => each.errorSeverity).map((each) => each.message);
}

const found = {};
for (const name of fs.readdirSync(folder).filter((each) => each.endsWith(".cql"))) {
  found[name] = translated(path.join(folder, name));
}
console.log(JSON.stringify(found));
