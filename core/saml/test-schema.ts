import { readdirSync, readFileSync } from "node:fs";
import { validateXML, type XMLFileInfo } from "xmllint-wasm";

/** For tests only: the OASIS schemas, as libxml2 reads them. */

const FOLDER = new URL("../../fixtures/schemas/saml/", import.meta.url);

/** They import each other by their addresses on the web; here the file's name stands in its place. */
function readSchema(fileName: string): XMLFileInfo {
  const contents = readFileSync(new URL(fileName, FOLDER), "utf8");
  return { fileName, contents: contents.replace(/schemaLocation="http[^"]*\/([^"/]+)"/g, 'schemaLocation="$1"') };
}

const SCHEMAS: readonly XMLFileInfo[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".xsd"))
  .map(readSchema);

/** What the schema of protocol messages or of metadata objects to in the documents, by their names; empty where all are valid. */
export async function schemaErrors(
  schema: "protocol" | "metadata",
  documents: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const name = `saml-schema-${schema}-2.0.xsd`;
  const result = await validateXML({
    xml: Object.entries(documents).map(([fileName, contents]) => ({ fileName, contents })),
    schema: SCHEMAS.filter(({ fileName }) => fileName === name),
    preload: SCHEMAS.filter(({ fileName }) => fileName !== name),
  });
  return result.errors.map(({ rawMessage }) => rawMessage);
}
