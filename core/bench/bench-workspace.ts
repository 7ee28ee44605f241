import type { DirectoryUser } from "../directory/directory.ts";
import type { Connection } from "../idp/identity-provider.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";

/** The sample, set to what the issue measures: six attributes and three groups in each assertion. */

export const BENCH_USER = "bench.person@acme.test";
export const SAML_APPLICATION = "salesforce";
export const OIDC_APPLICATION = "expenses";

const ATTRIBUTES = ["givenName", "surname", "displayName", "mail", "department", "employeeId"] as const;

const CLAIMS: ClaimMapping[] = [
  ...ATTRIBUTES.map(
    (attribute): ClaimMapping => ({
      id: `bench-${attribute}`,
      claim: attribute,
      source: { kind: "attribute", attribute },
    }),
  ),
  { id: "bench-groups", claim: "groups", source: { kind: "groups", emit: "name" } },
];

/** Somebody with six attributes and three groups, assigned like everybody else. */
export async function benchWorkspace(): Promise<Workspace> {
  const sample = await readSample("acme");
  const person: DirectoryUser = {
    id: "u-bench",
    userName: BENCH_USER,
    active: true,
    attributes: {
      givenName: "Bench",
      surname: "Person",
      displayName: "Bench Person",
      mail: BENCH_USER,
      department: "Finance",
      employeeId: "0042",
    },
    groups: sample.directory.groups.slice(0, 3).map(({ id }) => id),
    secondFactors: ["otp"],
  };
  const workspace = { ...sample, directory: { ...sample.directory, users: [...sample.directory.users, person] } };
  const measured = withConnections(workspace, (connection) => ({
    ...connection,
    requireSecondFactor: false,
    assignment: { ...connection.assignment, required: false },
    ...(connection.saml === undefined ? {} : { saml: { ...connection.saml, claims: withOwn(connection.saml.claims) } }),
  }));
  return withSigning(measured, {});
}

/** The application's own claims, which its mappings need, made up to six attributes and the groups. */
function withOwn(own: readonly ClaimMapping[]): ClaimMapping[] {
  const attributes = own.filter(({ source }) => source.kind !== "groups");
  const missing = CLAIMS.filter(({ claim }) => !own.some((each) => each.claim === claim));
  const padded = [...attributes, ...missing.filter(({ source }) => source.kind !== "groups")].slice(
    0,
    Math.max(6, attributes.length),
  );
  const groups = [...own, ...CLAIMS].find(({ source }) => source.kind === "groups");
  return groups === undefined ? padded : [...padded, groups];
}

/** The same with the assertion alone signed, or the AuthnRequest too, or assertion and response. */
export function withSigning(
  workspace: Workspace,
  signing: { readonly requests?: boolean; readonly both?: boolean },
): Workspace {
  const key = workspace.applications.find(({ saml }) => saml?.key?.privateKey !== undefined)?.saml?.key;
  if (key === undefined) throw new TypeError("The sample has no application with a key of its own.");
  const signed = withConnections(workspace, (connection) =>
    connection.saml === undefined || connection.application !== SAML_APPLICATION
      ? connection
      : {
          ...connection,
          saml: {
            ...connection.saml,
            sign: signing.both === true ? "both" : "assertion",
            requireSignedRequests: signing.requests === true,
            requestCertificates: [key.certificate],
          },
        },
  );
  return {
    ...signed,
    applications: signed.applications.map((application) =>
      application.id !== SAML_APPLICATION || application.saml === undefined
        ? application
        : {
            ...application,
            saml: {
              ...application.saml,
              key,
              signRequests: signing.requests === true,
              want: signing.both === true ? "bothSigned" : "assertionSigned",
            },
          },
    ),
  };
}

function withConnections(workspace: Workspace, change: (connection: Connection) => Connection): Workspace {
  return {
    ...workspace,
    identityProviders: workspace.identityProviders.map((provider) => ({
      ...provider,
      connections: provider.connections.map(change),
    })),
  };
}
