import type { Attributes } from "../attribute-value.ts";
import { NotKnown } from "../expression/input.ts";
import type { ExpressionObject, ExpressionValue } from "../expression/value.ts";

/** An application as an expression of its own sign-on sees it. */
export interface OktaApplication {
  readonly id: string;
  /** Its OIDC client, where it has one. */
  readonly clientId?: string | undefined;
  /** Its profile of the person, by the targets of the provisioning rows; undefined: provisioning has not reached them. */
  readonly profile?: Attributes | undefined;
}

/**
 * What stands beside `user` in the expressions of an application's sign-on (okta-expressions.md, section 2): `appuser`,
 * the application's profile of the person as provisioning filled it last, and `app`, the application itself. Asking them
 * for what nothing here tells throws a {@link NotKnown}; every other name is undefined.
 */
export function oktaRoots(application: () => OktaApplication): (name: string) => ExpressionObject | undefined {
  return (name) => {
    if (name === "appuser") return appUser(application());
    if (name === "app") return app(application());
    return undefined;
  };
}

function appUser({ profile }: OktaApplication): ExpressionObject {
  const why = (name: string): string =>
    profile === undefined
      ? `The application's profile of this person, and \`${name}\` in it, is known once provisioning has reached them.`
      : `Nothing was provisioned as \`${name}\`, so that it is not known in the application's profile of this person.`;
  return objectOf("appuser", profile ?? {}, why);
}

function app({ id, clientId }: OktaApplication): ExpressionObject {
  const members = clientId === undefined ? { id } : { id, clientId };
  return objectOf("app", members, (name) => `It is not kept here what Okta has as \`${name}\` of an application.`);
}

function objectOf(
  what: string,
  members: Readonly<Record<string, ExpressionValue>>,
  why: (name: string) => string,
): ExpressionObject {
  return {
    kind: "object",
    what,
    names: Object.keys(members),
    member(name) {
      if (Object.hasOwn(members, name)) return members[name];
      throw new NotKnown(`${what}.${name}`, why(name));
    },
  };
}
