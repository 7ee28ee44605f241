import { foldCase } from "../fold-case.ts";
import type { RowTarget } from "../provisioning/entra-row.ts";
import { isAttributeName } from "../scim/resource-types.ts";
import type { Application } from "../sp/application.ts";
import { extensionUrn } from "../sp/scim-shape.ts";
import { placesIn } from "./check-scim.ts";

/**
 * Finds where the targets of somebody's provisioning configuration stand in an application's SCIM users. `isScim`: the
 * configuration is for SCIM, so that a target which names no place there is none; else it is for the vendor's own API,
 * for which SCIM stands in: such a target is an attribute of the application's own.
 */
export function createTargetFinder(application: Application, isScim: boolean): (name: string) => RowTarget {
  const placeOf = placesIn(application) ?? (() => undefined);
  return (name) => {
    if (name.length > LONGEST_TARGET) return { problem: `Targets have ${LONGEST_TARGET} characters at most.` };
    const place = placeOf(name);
    // What belongs to another schema may well be sent, and a manager is sent in a pass of their own.
    if (typeof place !== "string" || /^urn:/i.test(name)) return { target: name };
    if (isScim) return { problem: `SCIM users have no such place: ${place}` };
    if (!isAttributeName(name)) return { problem: `SCIM stands in for the vendor's API, and cannot name \`${name}\`.` };
    return { target: placeOfAttribute(application, name), vendorTarget: name };
  };
}

const LONGEST_TARGET = 300;

/** Where an attribute of the accounts stands; one that is not declared is taken for one of the application's own. */
function placeOfAttribute({ id, accountAttributes, scim }: Application, name: string): string {
  const known = findAttribute(accountAttributes, name) ?? name;
  const bound = scim?.bindings.find(({ attribute }) => attribute === known);
  return bound?.path ?? `${extensionUrn(id)}:${known}`;
}

function findAttribute(attributes: Application["accountAttributes"], name: string): string | undefined {
  return attributes.find((each) => foldCase(each.name) === foldCase(name))?.name;
}

/** The application with an account attribute for each target of a vendor's API that it has none for. */
export function withVendorAttributes(application: Application, vendorTargets: readonly string[]): Application {
  const missing = [...new Set(vendorTargets)].filter(
    (name) => findAttribute(application.accountAttributes, name) === undefined,
  );
  if (missing.length === 0) return application;
  return {
    ...application,
    accountAttributes: [...application.accountAttributes, ...missing.map((name) => ({ name }))],
  };
}
