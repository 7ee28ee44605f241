import { tellWithoutBrowser } from "../idp/logout-chain.ts";
import { EMPTY_IDENTITY_PROVIDER_STATE, type IdpSession } from "../idp/state.ts";
import { createCell } from "../party/party.ts";
import { callOf } from "./provision.ts";
import type { Stage } from "./stage.ts";

/**
 * A session ends at the identity provider while no browser is there: applications that can be reached directly are told.
 * Gives the ids of all that took part in the session. Nothing happens where none did.
 */
export async function tellOfRevocation(
  stage: Stage,
  providerId: string,
  session: IdpSession,
): Promise<readonly string[]> {
  const { participants = [] } = session;
  const provider = stage.read().identityProviders.find(({ id }) => id === providerId);
  if (participants.length === 0 || provider === undefined) return [];
  const { directory, applications, runtime } = stage.read();
  const names = new Map(applications.map(({ id, name }) => [id, name]));
  const state = createCell(runtime.identityProviders[providerId] ?? EMPTY_IDENTITY_PROVIDER_STATE);
  const world = { provider, directory, state, applicationName: (id: string) => names.get(id) ?? id };
  await stage.withParties((network) =>
    tellWithoutBrowser(world, callOf(stage, network, `idp:${provider.id}`), session),
  );
  return participants.map(({ application }) => application);
}
