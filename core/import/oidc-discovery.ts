import { z } from "zod";
import { RehearsalError } from "../errors.ts";
import type { ImportPlan, ReportLine } from "./import-plan.ts";
import { parseDocument } from "./parse-document.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport } from "./report.ts";

const discoverySchema = z.looseObject({
  issuer: z.string(),
  scopes_supported: z.array(z.string()).nullish(),
  claims_supported: z.array(z.string()).nullish(),
  id_token_signing_alg_values_supported: z.array(z.string()).nullish(),
  subject_types_supported: z.array(z.string()).nullish(),
  token_endpoint_auth_methods_supported: z.array(z.string()).nullish(),
});

/** What the identity provider here can do, by the member that lists it. */
const ABLE = {
  scopes_supported: ["openid", "profile", "email", "groups"],
  id_token_signing_alg_values_supported: ["RS256", "ES256"],
  subject_types_supported: ["public", "pairwise"],
  token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
} as const;

/**
 * A provider's configuration (OpenID Connect Discovery, section 3), held against the connections here: nothing is set, for
 * issuer and endpoints belong to the simulated provider, and the report says what the real one has that this one lacks.
 */
export function planOidcDiscovery(input: PlannerInput): ImportPlan {
  const { json, file, kind, workspace, options } = input;
  const { parsed } = parseDocument(discoverySchema, { json, file, what: "a provider's configuration" });
  const provider =
    workspace.identityProviders.find(({ id }) => id === options.identityProvider) ?? workspace.identityProviders[0];
  if (provider === undefined) {
    const message = "There is no identity provider here that it could be.";
    throw new RehearsalError("IMPORT_UNKNOWN_IDENTITY_PROVIDER", message, { file });
  }
  const report = createReport();
  const message = `The simulated provider keeps its own issuer, ${provider.origin}.`;
  report.add({ result: "adapted", place: "issuer", subject: parsed.issuer, message });
  const sent = new Set(provider.connections.flatMap(({ oidc }) => oidc?.claims.map(({ claim }) => claim) ?? []));
  for (const line of [...compareAbilities(parsed), ...compareClaims(parsed, sent)]) report.add(line);
  return {
    kind,
    what: `The configuration of ${parsed.issuer}, held against ${provider.name}`,
    report: report.finish(),
    questions: [],
    next: workspace,
  };
}

function compareAbilities(discovery: z.infer<typeof discoverySchema>): readonly ReportLine[] {
  return Object.entries(ABLE).flatMap(([place, able]) => {
    const found = z.array(z.string()).safeParse(discovery[place]);
    return (found.success ? found.data : []).map((subject): ReportLine => {
      const isAble = able.some((each) => each === subject);
      return isAble
        ? { result: "taken", place, subject, message: "It is so here too." }
        : { result: "notUnderstood", place, subject, message: "It is not so here." };
    });
  });
}

function compareClaims(
  { claims_supported: claims }: z.infer<typeof discoverySchema>,
  sent: ReadonlySet<string>,
): readonly ReportLine[] {
  const place = "claims_supported";
  return (claims ?? []).map((subject) =>
    sent.has(subject)
      ? { result: "taken", place, subject, message: "A connection here sends it." }
      : { result: "notUnderstood", place, subject, message: "No connection here sends it." },
  );
}
