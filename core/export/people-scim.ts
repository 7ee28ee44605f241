import type { DirectoryUser } from "../directory/directory.ts";
import { writeBound } from "../scim/binding.ts";
import { withSchemas } from "../scim/check-resource.ts";
import { PERSON_EXTENSION, PERSON_PATHS, PERSON_TYPE } from "../scim/person-paths.ts";
import { memberOf, type ScimObject, type ScimValue } from "../scim/resource.ts";
import type { Exported, ExporterInput } from "./exported.ts";
import { createLosses, describeMembers } from "./people-not-carried.ts";

const LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/**
 * Everybody as a SCIM ListResponse (RFC 7644, section 3.4.2): what RFC 7643 has a place for stands there, by the names that
 * Entra has; all the rest in an extension.
 */
export async function exportPeopleScim({ workspace, pace }: ExporterInput): Promise<Exported> {
  const { users } = workspace.directory;
  const losses = createLosses("directory/users/*/attributes");
  const resources: ScimObject[] = [];
  for (const [index, user] of users.entries()) {
    if (pace.isDue()) await pace.rest({ done: index, total: users.length, what: "people" });
    resources.push(buildResource(user, losses.add));
  }
  const list = {
    schemas: [LIST],
    totalResults: users.length,
    startIndex: 1,
    itemsPerPage: users.length,
    Resources: resources,
  };
  return {
    text: `${JSON.stringify(list, null, 2)}\n`,
    fileName: "people-scim.json",
    notCarried: [...describeMembers(workspace.directory), ...losses.finish()],
  };
}

function buildResource(user: DirectoryUser, lose: (attribute: string, message: string) => void): ScimObject {
  const { id, userName, active, attributes } = user;
  const rest = new Map<string, ScimValue>(Object.entries(attributes));
  const bound = PERSON_PATHS.flatMap(({ attribute, path }) => {
    const value = rest.get(attribute);
    if (typeof value !== "string" || value === "") return [];
    rest.delete(attribute);
    return [{ path, value }];
  });
  for (const [name, value] of rest) {
    if (value !== null) continue;
    lose(name, "An explicit null is no value in SCIM (RFC 7643, section 2.5).");
    rest.delete(name);
  }
  const resource = withSchemas(writeBound({ schemas: [], id, userName, active }, bound), PERSON_TYPE);
  if (rest.size === 0) return resource;
  const schemas = memberOf(resource, "schemas");
  return {
    ...resource,
    schemas: [...(Array.isArray(schemas) ? schemas : []), PERSON_EXTENSION],
    [PERSON_EXTENSION]: Object.fromEntries(rest),
  };
}
