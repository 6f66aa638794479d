// Translates CQL to ELM by the official translator.
//
//   node translate.mjs NODE_MODULES TEXT ELM [--no-system]
//
// ELM is written as JSON; what is wrong with TEXT is printed as one line of JSON.
// Without the model of CQL itself (--no-system) nothing can be translated.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, file, target, without] = process.argv.slice(2);
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
    model.id === "FHIR" || model === "FHIR" ? tool.stringAsSource(fhir) : null,
  ),
);
let errors;
try {
  const text = fs.readFileSync(file, "utf8");
  const manager = new tool.LibraryManager(models);
  const elm = tool.CqlTranslator.fromText(text, manager).toJson();
  fs.writeFileSync(target, elm);
  const remarks = JSON.parse(elm).library.annotation ?? [];
  errors = remarks.filter((each) => each.errorSeverity).map((each) => each.message);
} catch (error) {
  errors = [String(error)];
}
console.log(JSON.stringify(errors));
