import type { OidcRelyingParty } from "../oidc/settings.ts";
import type { Call } from "../party/party.ts";
import type { Failure, Verdict } from "../trace/checklist.ts";
import type { Provider } from "./oidc-discovery.ts";
import { type ApplicationWorld, applicationActor } from "./world.ts";

/** What one stage of a login gave, or why the login ends there. */
export type Stage<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

/** Everything that the stages of one login share. */
export interface Login {
  readonly world: ApplicationWorld;
  readonly call: Call;
  readonly settings: OidcRelyingParty;
  readonly provider: Provider;
}

/** Records what a stage checked. `whyRepeated`: it failed, but is carried out once more, for this reason. */
export function recordChecks(
  world: ApplicationWorld,
  call: Call,
  subject: string,
  title: string,
  why: string,
  { checks, failure }: Verdict,
  whyRepeated?: string,
): void {
  const failed = whyRepeated === undefined ? "refused" : "warning";
  call.record({
    kind: "checks",
    from: applicationActor(world),
    to: applicationActor(world),
    phase: "validate",
    status: failure === undefined ? "ok" : failed,
    title,
    why: whyRepeated ?? failure?.reason ?? why,
    subject,
    checks,
  });
}

/** What a stage gives once its checks passed; one of them is always whether there is a `value` at all. */
export function stageOf<Value>({ failure }: Verdict, value: Value | undefined): Stage<Value> {
  if (failure !== undefined) return { ok: false, failure };
  if (value === undefined) throw new TypeError("All checks passed, and there is nothing to go on with.");
  return { ok: true, value };
}
