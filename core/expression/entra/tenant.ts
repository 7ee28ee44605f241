import type { Run } from "../compile.ts";
import { NotKnown } from "../input.ts";
import { type Call, type FunctionTable, slot } from "./call.ts";

/** Functions on the tenant and on the log: `DefaultDomain` (a legacy name) and `Redact`. */
export const TENANT_FUNCTIONS: FunctionTable = { DefaultDomain: () => readDefaultDomain, Redact: buildRedact };

/** The member `defaultDomain` of the input's root `tenant`; NotKnown where nobody says it. */
const readDefaultDomain: Run = ({ input }) => {
  const domain = input.root?.("tenant")?.member("defaultDomain");
  if (domain === undefined) throw new NotKnown("DefaultDomain()");
  return domain;
};

/** The value flows as it is; effect `redact`: logs show `[Redact]`. */
function buildRedact(call: Call): Run {
  const source = slot(call, 0);
  return (session) => {
    session.effects.push("redact");
    return source(session);
  };
}
