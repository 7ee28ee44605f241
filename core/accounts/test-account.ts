import type { Account } from "./account.ts";

/** An account that somebody made by hand, active, without a link: the tests override what they are about. */
export function buildTestAccount(userName: string, parts: Partial<Account> = {}): Account {
  const at = "2026-01-05T08:00:00.000Z";
  const written = { writer: "manual", at, why: "Typed in." } as const;
  return {
    id: `acc-${userName}`,
    userName,
    active: true,
    attributes: {},
    roles: [],
    links: [],
    written: { userName: written, active: written },
    createdAt: at,
    ...parts,
  };
}
