import { didYouMean } from "../errors.ts";
import { SUBJECT } from "../mapping/evaluate.ts";
import { testsOf } from "../mapping/evaluate-condition.ts";
import { namesReadBy } from "../mapping/names-read.ts";
import type { Application } from "../sp/application.ts";
import { formatPath, type PathPart, type Problem } from "./problem.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Claims that an application reads and that no identity provider of the workspace sends it: a name that differs by its
 * case or a letter is the usual reason why a role is never granted (failure F15). A warning, since a rehearsal may show
 * just that.
 */
export function checkClaims(
  application: Application,
  path: readonly PathPart[],
  workspace: Workspace,
): readonly Problem[] {
  const sent = claimsSentTo(application, workspace);
  if (sent === undefined) return [];
  return claimsReadBy(application).flatMap(({ claim, place }) => {
    if (claim === SUBJECT || sent.has(claim)) return [];
    const hint = didYouMean(claim, sent);
    const message = `No identity provider here sends ${application.name} the claim ${JSON.stringify(claim)}.${hint}`;
    return [
      {
        code: "WORKSPACE_CLAIM_NOT_SENT",
        path: formatPath([...path, ...place]),
        message,
        severity: "warning" as const,
      },
    ];
  });
}

/** Names of the claims in all connections to it; undefined where there is none, so that nothing can be said. */
function claimsSentTo({ id }: Application, { identityProviders }: Workspace): ReadonlySet<string> | undefined {
  const connections = identityProviders
    .flatMap((provider) => provider.connections)
    .filter(({ application }) => application === id);
  if (connections.length === 0) return undefined;
  return new Set(
    connections
      .flatMap(({ saml, oidc }) => [...(saml?.claims ?? []), ...(oidc?.claims ?? [])])
      .map(({ claim }) => claim),
  );
}

interface ClaimRead {
  readonly claim: string;
  /** From the application. */
  readonly place: readonly PathPart[];
}

function claimsReadBy({ mappings, roleRules, jit }: Application): readonly ClaimRead[] {
  return [
    ...mappings.flatMap(({ source }, index): readonly ClaimRead[] =>
      namesReadBy(source).map((claim) => ({
        claim,
        place: ["mappings", index, "source", source.kind === "expression" ? "text" : "attribute"],
      })),
    ),
    ...roleRules.flatMap(({ when }, index) =>
      testsOf(when).map(({ test }): ClaimRead => ({ claim: test.claim, place: ["roleRules", index, "when"] })),
    ),
    ...jit.requiredClaims.map((claim, index): ClaimRead => ({ claim, place: ["jit", "requiredClaims", index] })),
    ...jit.match.flatMap(({ from }, index): readonly ClaimRead[] =>
      from === "subject" ? [] : [{ claim: from.claim, place: ["jit", "match", index, "from"] }],
    ),
  ];
}
