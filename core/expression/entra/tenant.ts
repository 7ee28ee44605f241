import type { Run } from "../compile.ts";
import { NotKnown } from "../input.ts";
import { type Call, type FunctionTable, slot } from "./call.ts";

/** Functions on the tenant and on the log: `DefaultDomain` (a legacy name) and `Redact`. */
export const TENANT_FUNCTIONS: FunctionTable = { DefaultDomain: () => readDefaultDomain, Redact: buildRedact };

/** The input's `defaultDomain`; NotKnown, under the function's own name, where nobody says it. */
const readDefaultDomain: Run = ({ input: { defaultDomain } }) => {
  if (defaultDomain === undefined) throw new NotKnown("DefaultDomain()", NO_DOMAIN);
  return defaultDomain;
};

const NO_DOMAIN = "Nobody says which domains of the tenant are verified: they are a setting of the identity provider.";

/** The value flows as it is; effect `redact`: logs show `[Redact]`. */
function buildRedact(call: Call): Run {
  const source = slot(call, 0);
  return (session) => {
    session.effects.push("redact");
    return source(session);
  };
}
