import { z } from "zod";
import { withImported } from "../imported-document.ts";
import { clientAuthenticationSchema, idTokenAlgorithmSchema, type OidcConnection } from "../oidc/settings.ts";
import type { Application } from "../sp/application.ts";
import { askForApplication, findConnection, withConnection } from "./find-application.ts";
import type { ImportPlan, ReportLine } from "./import-plan.ts";
import { parseDocument } from "./parse-document.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport } from "./report.ts";

const clientSchema = z.looseObject({
  redirect_uris: z.array(z.string()),
  client_id: z.string().nullish(),
  client_name: z.string().nullish(),
  token_endpoint_auth_method: z.string().nullish(),
  id_token_signed_response_alg: z.string().nullish(),
  subject_type: z.string().nullish(),
  scope: z.string().nullish(),
  post_logout_redirect_uris: z.array(z.string()).nullish(),
  backchannel_logout_uri: z.string().nullish(),
});

type Client = z.infer<typeof clientSchema>;
type Tell = (result: ReportLine["result"], place: string, message: string) => void;

/** Members that hold secrets, which are never kept (RFC 7591, section 3.2.1; RFC 7592). */
const SECRETS: ReadonlySet<string> = new Set([
  "client_secret",
  "registration_access_token",
  "jwks",
  "software_statement",
]);

/** Members that have a place in a connection. */
const TAKEN: ReadonlySet<string> = new Set(Object.keys(clientSchema.shape));

/**
 * A client's registration (OpenID Connect Dynamic Client Registration, section 2): it becomes the connection to an
 * application. Its secret is not taken: the workspace keeps the one that it made. The rest of the document is kept.
 */
export function planOidcClient(input: PlannerInput): ImportPlan {
  const { json, file, kind, workspace, importedAt } = input;
  const { parsed, document } = parseDocument(clientSchema, { json, file, what: "a client's registration" });
  const found = findConnection(input, [parsed.client_name ?? "", parsed.client_id ?? ""]);
  if (found === undefined) return askForApplication(input);
  const report = createReport();
  const tell: Tell = (result, place, message) => report.add({ result, place, subject: place, message });
  tellOthers(parsed, tell);
  const { connection, application } = found;
  const kept = z.record(z.string(), z.json()).parse(document);
  const imported = withImported(connection.imported, {
    kind,
    file,
    importedAt,
    document: Object.fromEntries(Object.entries(kept).filter(([name]) => !SECRETS.has(name))),
  });
  if (connection.oidc === undefined)
    tell("notUnderstood", "client_id", "It has no OpenID Connect connection; it is kept.");
  const oidc = connection.oidc === undefined ? {} : { oidc: applyClient(connection.oidc, parsed, tell) };
  return {
    kind,
    what: `The client registration from ${file} for ${application.name}`,
    report: report.finish(),
    questions: [],
    next: withConnection(workspace, found, {
      connection: { ...connection, ...oidc, imported },
      application: withClientId(application, parsed),
    }),
  };
}

function tellOthers(client: Client, tell: Tell): void {
  for (const name of Object.keys(client)) {
    if (SECRETS.has(name)) tell("refused", name, "Secrets are not taken: the workspace has its own.");
    else if (!TAKEN.has(name)) tell("notUnderstood", name, "It has no place here; it is kept.");
  }
}

/** Both sides have to agree on the client's id and on how it proves who it is. */
function withClientId(application: Application, client: Client): Application {
  const { oidc } = application;
  if (oidc === undefined) return application;
  const way = clientAuthenticationSchema.safeParse(client.token_endpoint_auth_method);
  return {
    ...application,
    oidc: {
      ...oidc,
      ...(client.client_id ? { clientId: client.client_id } : {}),
      ...(way.success ? { clientAuthentication: way.data } : {}),
    },
  };
}

function applyClient(oidc: OidcConnection, client: Client, tell: Tell): OidcConnection {
  const way = taken("token_endpoint_auth_method", client.token_endpoint_auth_method, clientAuthenticationSchema, tell);
  const algorithm = taken(
    "id_token_signed_response_alg",
    client.id_token_signed_response_alg,
    idTokenAlgorithmSchema,
    tell,
  );
  const subject = taken("subject_type", client.subject_type, z.enum(["public", "pairwise"]), tell);
  const scopes = readScopes(client, tell);
  if (client.client_id) tell("taken", "client_id", "Taken as it stands, on both sides.");
  return {
    ...oidc,
    ...(client.client_id ? { clientId: client.client_id } : {}),
    redirectUris: readRedirectUris(oidc, client, tell),
    ...(way === undefined ? {} : { clientAuthentication: way }),
    ...(algorithm === undefined ? {} : { idTokenAlgorithm: algorithm }),
    ...(subject === undefined ? {} : { subject }),
    ...(scopes === undefined ? {} : { scopes }),
  };
}

function taken<Value>(
  place: string,
  found: string | null | undefined,
  schema: z.ZodType<Value>,
  tell: Tell,
): Value | undefined {
  if (found === undefined || found === null) return undefined;
  const parsed = schema.safeParse(found);
  if (parsed.success) tell("taken", place, "Taken as it stands.");
  else tell("notUnderstood", place, `${JSON.stringify(found)} is not known here; it is kept.`);
  return parsed.success ? parsed.data : undefined;
}

/** The simulated application answers at its own address, which stays the first. */
function readRedirectUris(oidc: OidcConnection, client: Client, tell: Tell): OidcConnection["redirectUris"] {
  const uris = client.redirect_uris.filter((uri) => /^https?:\/\//i.test(uri) && URL.canParse(uri));
  const others = client.redirect_uris.length - uris.length;
  if (others > 0) tell("notUnderstood", "redirect_uris", `${others} of them are no http or https addresses.`);
  if (uris.length > 0)
    tell("adapted", "redirect_uris", "They may be asked for, beside the simulated application's own address.");
  return [...new Set([...oidc.redirectUris, ...uris])];
}

function readScopes({ scope }: Client, tell: Tell): OidcConnection["scopes"] | undefined {
  if (scope === undefined || scope === null) return undefined;
  const words = scope.split(/\s+/).filter((word) => word !== "");
  const known = (["openid", "profile", "email", "groups"] as const).filter((each) => words.includes(each));
  const others = words.filter((word) => known.every((each) => each !== word));
  if (others.length > 0) tell("adapted", "scope", `Scopes that are not known here are left out: ${others.join(", ")}.`);
  else tell("taken", "scope", "Taken as it stands.");
  return known.includes("openid") ? known : ["openid", ...known];
}
