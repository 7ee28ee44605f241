import { EMPTY_IDENTITY_PROVIDER_STATE } from "../idp/state.ts";
import { EMPTY_PROVISIONING_STATE, type ProvisioningState } from "../provisioning/state.ts";
import type { Workspace } from "../store/workspace.ts";

/** What an identity provider remembers of provisioning an application. */
export function provisioningStateOf(workspace: Workspace, provider: string, application: string): ProvisioningState {
  const states = memberOf(workspace.runtime.identityProviders, provider)?.provisioning ?? {};
  return memberOf(states, application) ?? EMPTY_PROVISIONING_STATE;
}

/** The workspace in which the identity provider remembers this. */
export function withProvisioningState(
  workspace: Workspace,
  provider: string,
  application: string,
  state: ProvisioningState,
): Workspace {
  const { runtime } = workspace;
  const before = memberOf(runtime.identityProviders, provider) ?? EMPTY_IDENTITY_PROVIDER_STATE;
  const after = { ...before, provisioning: { ...before.provisioning, [application]: state } };
  return {
    ...workspace,
    runtime: { ...runtime, identityProviders: { ...runtime.identityProviders, [provider]: after } },
  };
}

/** An id may be the name of something that every object has, such as `toString`. */
function memberOf<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
