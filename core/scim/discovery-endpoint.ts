import { MAX_BULK_OPERATIONS } from "./bulk-request.ts";
import { describeResourceType, describeSchema } from "./describe-schema.ts";
import { LIST_SCHEMA, MAX_RESULTS } from "./list-endpoint.ts";
import type { Handlers } from "./methods.ts";
import { memberOf, type ScimObject } from "./resource.ts";
import { schemasOf } from "./schema.ts";
import { ScimError } from "./scim-error.ts";
import { MAX_BODY } from "./scim-request.ts";
import type { ScimOperation, ScimServer } from "./server.ts";

/** What the server can do, and what its resources hold (RFC 7644, section 4). Undefined: another endpoint is meant. */
export function discoveryHandlers(server: ScimServer, { path, query }: ScimOperation): Handlers | undefined {
  const [first = "", id, ...more] = path;
  const describe = ENDPOINTS.get(first);
  if (describe === undefined || more.length > 0) return undefined;
  return {
    GET: () => {
      // RFC 7644, section 4: a filter is refused, so that nobody takes all for what they asked for.
      if (query.has("filter")) throw new ScimError(403, undefined, `\`/${first}\` takes no filter.`);
      return { status: 200, body: describe(server, id) };
    },
  };
}

const ENDPOINTS: ReadonlyMap<string, (server: ScimServer, id: string | undefined) => ScimObject> = new Map([
  ["ServiceProviderConfig", (server, id) => (id === undefined ? describeServer(server) : missing(id))],
  ["ResourceTypes", (server, id) => pick(resourceTypes(server), id)],
  ["Schemas", (server, id) => pick(schemas(server), id)],
]);

/** The one with this id, or all of them as a list. */
function pick(all: readonly ScimObject[], id: string | undefined): ScimObject {
  if (id !== undefined) return all.find((each) => memberOf(each, "id") === id) ?? missing(id);
  return { schemas: [LIST_SCHEMA], totalResults: all.length, startIndex: 1, itemsPerPage: all.length, Resources: all };
}

function missing(id: string): never {
  throw new ScimError(404, undefined, `There is no \`${id.slice(0, 100)}\` here.`);
}

function resourceTypes({ collections, baseUrl }: ScimServer): readonly ScimObject[] {
  return collections.map(({ type }) => describeResourceType(type, baseUrl));
}

function schemas({ collections, baseUrl }: ScimServer): readonly ScimObject[] {
  const all = new Map(collections.flatMap(({ type }) => schemasOf(type)).map((schema) => [schema.id, schema]));
  return [...all.values()].map((schema) => describeSchema(schema, baseUrl));
}

/** RFC 7643, section 5. */
function describeServer({ settings: { behaviour }, baseUrl }: ScimServer): ScimObject {
  return {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    patch: { supported: true },
    bulk: { supported: behaviour.noBulk !== true, maxOperations: MAX_BULK_OPERATIONS, maxPayloadSize: MAX_BODY },
    filter: { supported: true, maxResults: behaviour.maxResults ?? MAX_RESULTS },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: "oauthbearertoken",
        name: "OAuth Bearer Token",
        description: "A token that the application gave out, in the Authorization field.",
        specUri: "https://www.rfc-editor.org/rfc/rfc6750",
        primary: true,
      },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${baseUrl}/ServiceProviderConfig` },
  };
}
