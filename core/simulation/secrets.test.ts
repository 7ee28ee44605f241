import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { formOf, type HttpRequest, type HttpResponse, headerOf } from "../http/message.ts";
import { createSeededRandom } from "../random.ts";
import { parseWorkspace } from "../store/parse.ts";
import type { Workspace } from "../store/workspace.ts";
import { createRecorder, type Recorder } from "../trace/recorder.ts";
import type { NewStep, Trace } from "../trace/step.ts";
import { createBrowser } from "./browser.ts";
import { createNetwork } from "./network.ts";
import { createParties } from "./parties.ts";

/** Logins whose messages are kept as they really were: no secret in them may stand anywhere in the trace. */

const ADMINISTRATOR = "grace.osei@acme.test";
const IDP = "https://login.acme-id.test";

const acme = parseWorkspace(
  readFileSync(new URL("../../fixtures/workspaces/acme.json", import.meta.url), "utf8"),
  "acme.json",
);

type Secret = readonly [kind: string, value: string];

/** The administrator logs in, beginning at that address, and somebody listens. */
async function listen(workspace: Workspace, url: string): Promise<{ secrets: readonly Secret[]; trace: Trace }> {
  const now = Date.parse(workspace.clock.now);
  const { hosts, actors } = createParties(workspace);
  const recorder = createRecorder(actors, () => now);
  const heard: Secret[] = [];
  const record = (step: NewStep) => {
    heard.push(...secretsOf(step));
    recorder.record(step);
  };
  const eavesdropper: Recorder = { record, recordLater: (_phase, build) => record(build()) };
  const network = createNetwork({ hosts, recorder: eavesdropper, random: createSeededRandom("secrets"), now });
  const visit = await createBrowser(network, now).visit(url, ({ fields, buttons }) => {
    if (buttons.some(({ name }) => name === "approve")) return [...fields, ["approve", "yes"]];
    return fields.has("userName") ? new Map([...fields, ["userName", ADMINISTRATOR]]) : undefined;
  });
  expect(visit.response.body).toContain("Signed in");
  return { secrets: heard.filter(([, value]) => value !== ""), trace: recorder.trace() };
}

function secretsOf(step: NewStep): readonly Secret[] {
  if (step.kind === "request") return secretsInRequest(step.request);
  return step.kind === "response" ? secretsInResponse(step.response) : [];
}

function secretsInRequest(request: HttpRequest): readonly Secret[] {
  const form = formOf(request);
  const fields = ["code", "code_verifier", "client_secret", "transaction"].flatMap((name): Secret[] =>
    form.getAll(name).map((value) => [name, value]),
  );
  const [scheme, credentials = ""] = (headerOf(request, "authorization") ?? "").split(" ");
  if (scheme !== "Basic") return fields;
  const [, secret = ""] = Buffer.from(credentials, "base64").toString().split(":");
  return [...fields, ["basic credentials", credentials], ["client_secret", decodeURIComponent(secret)]];
}

function secretsInResponse(response: HttpResponse): readonly Secret[] {
  const { headers, body } = response;
  const cookies = [headers["set-cookie"] ?? []].flat().map((field): Secret => {
    return ["cookie", /^[^=]*=([^;]*)/.exec(field)?.[1] ?? ""];
  });
  const query = new URL(headerOf(response, "location") ?? "", "https://nowhere.test").searchParams;
  const inJson = headerOf(response, "content-type")?.includes("json") === true ? JSON.parse(body) : {};
  return [
    ...cookies,
    ["code", query.get("code") ?? ""],
    ["access_token", inJson.access_token ?? ""],
    ["transaction", /name="transaction" value="([^"]*)"/.exec(body)?.[1] ?? ""],
  ];
}

/** OpenID Connect the other way: with userinfo, and with the client secret in the form. */
function withSecretInForm(workspace: Workspace): Workspace {
  const applications = workspace.applications.map((each) =>
    each.oidc === undefined ? each : { ...each, oidc: { ...each.oidc, userinfo: true, ...IN_FORM } },
  );
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.map((each) =>
      each.oidc === undefined ? each : { ...each, oidc: { ...each.oidc, ...IN_FORM } },
    ),
  }));
  return { ...workspace, applications, identityProviders };
}

const IN_FORM = { clientAuthentication: "client_secret_post" } as const;

function withSecondFactor(workspace: Workspace): Workspace {
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    signOnPolicy: { ...provider.signOnPolicy, secondFactor: "always" as const },
  }));
  return { ...workspace, identityProviders };
}

function originOf(id: string): string {
  return acme.applications.find((application) => application.id === id)?.origin ?? "";
}

const SAML_SECRETS = ["cookie", "transaction"];
const OIDC_SECRETS = ["access_token", "client_secret", "code", "code_verifier", "cookie", "transaction"];

it.each([
  ["SAML", acme, originOf("jira"), SAML_SECRETS],
  ["SAML with a second factor", withSecondFactor(acme), originOf("slack"), SAML_SECRETS],
  ["SAML that starts at the identity provider", acme, `${IDP}/saml/start?application=jira`, SAML_SECRETS],
  ["OpenID Connect", acme, originOf("expenses"), ["basic credentials", ...OIDC_SECRETS]],
  [
    "OpenID Connect with userinfo, the client secret in the form and a second factor",
    withSecondFactor(withSecretInForm(acme)),
    originOf("expenses"),
    OIDC_SECRETS,
  ],
])("%s leaves no secret of its messages in the trace", async (_name, workspace, url, kinds) => {
  const { secrets, trace } = await listen(workspace, url);
  expect([...new Set(secrets.map(([kind]) => kind))].toSorted()).toEqual([...kinds].toSorted());
  const text = JSON.stringify(trace);
  for (const [kind, value] of secrets) {
    for (const written of [value, encodeURIComponent(value)]) expect(text.includes(written), kind).toBe(false);
  }
});
