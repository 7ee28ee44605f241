import { runLogin } from "../simulation/login.ts";
import { readSample } from "../store/preset.ts";
import type { RunDetail } from "./results.ts";

/** What a run for a test may have its own way. */
export interface TestRunOptions {
  /** Acme's people and applications; Expenses speaks OpenID Connect, the others SAML. */
  readonly application?: "expenses" | "slack" | "salesforce" | "jira";
  /** User name of whoever logs in; left out: Ada's. */
  readonly user?: string;
  /** The application makes no accounts. */
  readonly refused?: boolean;
}

/** A login to an application of the sample, as it really runs: for tests of what shows runs. */
export async function buildTestRun({
  application = "expenses",
  user = "ada.lovelace@acme.test",
  refused = false,
}: TestRunOptions = {}): Promise<RunDetail> {
  const acme = await readSample("acme");
  const applications = acme.applications.map((each) =>
    refused && each.id === application ? { ...each, jit: { ...each.jit, noMatch: "refuse" as const } } : each,
  );
  const action = {
    type: "login",
    user,
    application,
    protocol: application === "expenses" ? "oidc" : "saml",
    startAt: "application",
  } as const;
  const { trace, outcome } = await runLogin({ ...acme, applications }, action);
  const name = acme.applications.find(({ id }) => id === application)?.name ?? application;
  const person = acme.directory.users.find(({ userName }) => userName === user);
  return {
    run: `run-${application}`,
    number: 1,
    saved: true,
    at: "2026-03-02T09:00:00.000Z",
    title: `${person?.attributes.displayName ?? user} → ${name}`,
    action,
    outcome,
    trace,
    accountsBefore: [],
    base: { remembered: true },
  };
}
