import { createPrivateKey } from "node:crypto";
import { SAML } from "@node-saml/node-saml";
import { SignJWT } from "jose";
import { z } from "zod";
import { formOf } from "../http/message.ts";
import type { LoginAction } from "../simulation/action.ts";
import { runLogin } from "../simulation/login.ts";
import type { Workspace } from "../store/workspace.ts";
import type { BenchLine } from "./bench-line.ts";
import { BENCH_USER, benchWorkspace, OIDC_APPLICATION, SAML_APPLICATION, withSigning } from "./bench-workspace.ts";
import { compare } from "./measure.ts";

/**
 * A login runs through hundreds of functions, and gets faster for some ten seconds: only then is it compiled. Rounds are
 * short and many, since a shared machine is slow for seconds at a time.
 */
const TIMING = { warmUpMs: 15_000, rounds: 81 };

const SAML_LOGIN: LoginAction = {
  type: "login",
  user: BENCH_USER,
  application: SAML_APPLICATION,
  protocol: "saml",
  startAt: "application",
};
const OIDC_LOGIN: LoginAction = {
  type: "login",
  user: BENCH_USER,
  application: OIDC_APPLICATION,
  protocol: "oidc",
  startAt: "application",
};

/** Full SAML logins with their traces, against one piece of cryptography that no implementation can do without. */
export async function* benchSamlLogins(): AsyncGenerator<BenchLine> {
  const plain = await warm(await benchWorkspace(), SAML_LOGIN);
  const variants = [
    { name: "SAML login with trace, assertion signed", workspace: plain, limit: 0.6 },
    {
      name: "SAML login with trace, AuthnRequest signed too",
      workspace: await warm(withSigning(plain, { requests: true }), SAML_LOGIN),
      limit: undefined,
    },
    {
      name: "SAML login with trace, assertion and response signed",
      workspace: await warm(withSigning(plain, { both: true }), SAML_LOGIN),
      limit: undefined,
    },
  ];
  for (const { name, workspace, limit } of variants) {
    const validate = await nodeSamlAlone(workspace);
    const { ratio } = await compare(() => runLogin(workspace, SAML_LOGIN), validate, {
      ...TIMING,
      times: 10,
    });
    yield {
      name: `${name} : node-saml validating alone`,
      measured: ratio.toFixed(2),
      limit: limit === undefined ? "none" : `at least ${limit.toFixed(2)}`,
      held: limit === undefined ? "printed only" : ratio >= limit,
    };
  }
}

/** The same for OpenID Connect. */
export async function* benchOidcLogin(): AsyncGenerator<BenchLine> {
  const workspace = await warm(await benchWorkspace(), OIDC_LOGIN);
  const { ratio } = await compare(() => runLogin(workspace, OIDC_LOGIN), await joseAlone(workspace), {
    ...TIMING,
    times: 40,
  });
  yield {
    name: "OIDC login with trace, JWKS cached : jose signing one RS256 token",
    measured: ratio.toFixed(2),
    limit: "at least 0.40",
    held: ratio >= 0.4,
  };
}

/** The workspace after one login: metadata and keys are cached, the account exists. */
async function warm(workspace: Workspace, action: LoginAction): Promise<Workspace> {
  const { workspace: after, outcome } = await runLogin(workspace, action);
  if (outcome.result !== "signedIn") throw new TypeError(`The login to be measured is refused: ${outcome.reason}`);
  return after;
}

/** node-saml validating the very response that a login in this workspace makes, on the simulated clock. */
async function nodeSamlAlone(workspace: Workspace): Promise<() => Promise<unknown>> {
  const SAMLResponse = await captureResponse(workspace);
  const provider = workspace.identityProviders[0];
  const application = workspace.applications.find(({ id }) => id === SAML_APPLICATION);
  const signsResponse = provider?.connections.some(
    ({ saml }) => saml?.entityId === application?.saml?.entityId && saml?.sign === "both",
  );
  const saml = new FixedClockSaml(Date.parse(workspace.clock.now), {
    idpCert:
      provider?.keys.find(({ algorithm, status }) => algorithm === "RS256" && status === "active")?.certificate ?? "",
    callbackUrl: application?.saml?.acsUrl ?? "",
    issuer: application?.saml?.entityId ?? "",
    audience: application?.saml?.entityId ?? "",
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: signsResponse === true,
  });
  return () => saml.validatePostResponseAsync({ SAMLResponse });
}

/** node-saml reads the machine's clock; the response was made on the simulated one. */
class FixedClockSaml extends SAML {
  readonly #now: number;

  constructor(now: number, options: ConstructorParameters<typeof SAML>[0]) {
    super(options);
    this.#now = now;
  }

  protected override checkTimestampsValidityError(
    _now: number,
    notBefore: string,
    notOnOrAfter: string,
    limit?: number,
  ): Error | null {
    return super.checkTimestampsValidityError(this.#now, notBefore, notOnOrAfter, limit);
  }
}

/** The SAMLResponse that a login posts. */
async function captureResponse(workspace: Workspace): Promise<string> {
  const { trace } = await runLogin(workspace, SAML_LOGIN);
  const posted = trace.steps.find((step) => step.kind === "request" && step.request.body.includes("SAMLResponse="));
  if (posted?.kind !== "request") throw new TypeError("The login posted no SAMLResponse.");
  return formOf(posted.request).get("SAMLResponse") ?? "";
}

/** jose signing the very ID token that a login in this workspace brings, with the same key. */
async function joseAlone(workspace: Workspace): Promise<() => Promise<unknown>> {
  const { header, payload } = await captureIdToken(workspace);
  const pem = workspace.identityProviders[0]?.keys.find(({ algorithm }) => algorithm === "RS256")?.privateKey ?? "";
  const key = createPrivateKey(pem);
  return () => new SignJWT(payload).setProtectedHeader(header).sign(key);
}

const idTokenSchema = z.object({
  header: z.object({ alg: z.literal("RS256"), typ: z.string(), kid: z.string() }),
  payload: z.record(z.string(), z.unknown()),
});

/** The ID token of a login, as its trace shows it. */
async function captureIdToken(workspace: Workspace): Promise<z.infer<typeof idTokenSchema>> {
  const { trace } = await runLogin(workspace, OIDC_LOGIN);
  const signed = trace.steps.find((step) => step.kind === "artefact" && step.artefact.type === "id-token");
  if (signed?.kind !== "artefact") throw new TypeError("The login brought no ID token.");
  return idTokenSchema.parse(JSON.parse(signed.artefact.text));
}
