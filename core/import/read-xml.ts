import { RehearsalError } from "../errors.ts";
import { parseXmlDocument, type XmlElement } from "../saml/xml.ts";

/**
 * The document in a text.
 * @throws {RehearsalError} IMPORT_NOT_XML: not well-formed, with a DOCTYPE, too long or too deep
 */
export function readXml(text: string, file: string): XmlElement {
  try {
    return parseXmlDocument(text);
  } catch (error) {
    if (!(error instanceof RehearsalError)) throw error;
    const place = /at (line \d+, column \d+)/.exec(error.message)?.[1];
    throw new RehearsalError("IMPORT_NOT_XML", error.message, {
      file,
      ...(place === undefined ? {} : { path: place }),
    });
  }
}
