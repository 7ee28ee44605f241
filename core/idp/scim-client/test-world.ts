import { createCell } from "../../party/party.ts";
import { EMPTY_PROVISIONING_STATE } from "../../provisioning/state.ts";
import type { ScimClientWorld } from "./world.ts";

/** A client that knows nobody, for the tests of what it sends. */
export function buildTestWorld({ bearerToken }: { readonly bearerToken?: string | undefined }): ScimClientWorld {
  const provisioning: ScimClientWorld["provisioning"] = {
    way: "scim",
    mappings: [],
    client: {
      dialect: "rfc",
      ...(bearerToken === undefined ? {} : { bearerToken }),
      runs: { on: "cycle", everyMinutes: 40 },
      actions: { create: true, update: true, disable: true, delete: true },
      groups: [],
    },
  };
  return {
    provider: {
      id: "acme",
      name: "Acme",
      origin: "https://login.acme.test",
      entityId: "https://login.acme.test",
      signOnPolicy: { secondFactor: "never", sessionMinutes: 60 },
      keys: [],
      connections: [],
    },
    connection: { application: "app", assignment: { required: false, users: [], groups: [] }, provisioning },
    provisioning,
    application: { id: "app", name: "App" },
    baseUrl: "https://app.test/scim/v2",
    directory: { users: [], groups: [] },
    state: createCell(EMPTY_PROVISIONING_STATE),
  };
}
