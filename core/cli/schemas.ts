import { writeFile } from "node:fs/promises";
import { cardJsonSchema } from "../cards/card.ts";
import { scenarioJsonSchema } from "../scenario/parse-scenario.ts";
import { workspaceJsonSchema } from "../store/json-schema.ts";

/** Writes the published JSON Schemas: `npm run schemas`, from the root of the repository. A test holds them against the code. */
const SCHEMAS = {
  "fixtures/workspace.schema.json": workspaceJsonSchema(),
  "fixtures/card.schema.json": cardJsonSchema(),
  "fixtures/scenario.schema.json": scenarioJsonSchema(),
};

for (const [file, schema] of Object.entries(SCHEMAS)) {
  await writeFile(file, `${JSON.stringify(schema, null, 2)}\n`);
  console.log(`${file}: written.`);
}
