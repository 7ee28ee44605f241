import { z } from "zod";
import type { AppRole } from "../idp/app-role.ts";
import type { Connection } from "../idp/identity-provider.ts";

const keptRoleSchema = z.looseObject({
  id: z.string(),
  displayName: z.string().nullish(),
  value: z.string().nullish(),
  description: z.string().nullish(),
  isEnabled: z.boolean().nullish(),
});

const keptSchema = z.looseObject({ appRoles: z.array(keptRoleSchema).nullish() });

type KeptRole = z.infer<typeof keptRoleSchema>;

/**
 * The `appRoles` of an application's manifest in Entra; nothing where nobody knows of any. One that was imported is given
 * back as it was but for what has changed since.
 */
export function writeAppRoles(
  { appRoles }: Pick<Connection, "appRoles">,
  manifest: unknown,
): { readonly appRoles?: readonly object[] } {
  if (appRoles === undefined) return {};
  const parsed = keptSchema.safeParse(manifest);
  const kept = new Map((parsed.data?.appRoles ?? []).map((role) => [role.id, role]));
  return { appRoles: appRoles.map((role) => writeRole(role, kept.get(role.id))) };
}

function writeRole({ id, value, displayName, description, enabled }: AppRole, kept: KeptRole | undefined): object {
  const isEnabled = enabled !== false;
  if (kept === undefined)
    return {
      // Of roles that other applications are given nothing is known here.
      allowedMemberTypes: ["User"],
      description: description ?? displayName,
      displayName,
      id,
      isEnabled,
      value: value ?? null,
    };
  return {
    ...kept,
    ...(textOf(kept.displayName) === displayName ? {} : { displayName }),
    ...(textOf(kept.value) === value ? {} : { value: value ?? null }),
    ...(textOf(kept.description) === description ? {} : { description: description ?? displayName }),
    ...((kept.isEnabled !== false) === isEnabled ? {} : { isEnabled }),
  };
}

/** Null and an empty text are nothing. */
function textOf(text: string | null | undefined): string | undefined {
  return text === null || text === "" ? undefined : text;
}
