import { expect, test } from "vitest";
import { buildTestAccount } from "../accounts/test-account.ts";
import { approveAccount, declineAccount } from "./approval.ts";

const HELD = buildTestAccount("ada", { held: true });
const BOB = buildTestAccount("bob");

test("approves: the account no longer waits, and the change is made by hand", () => {
  const { accounts, changes } = approveAccount([HELD, BOB], HELD.id, "acme");
  expect(accounts).toEqual([buildTestAccount("ada"), BOB]);
  expect(changes).toEqual([
    {
      application: "acme",
      account: "acc-ada",
      path: "held",
      before: true,
      writer: "manual",
      why: "Somebody approved the account.",
    },
  ]);
});

test("declines: the account is gone", () => {
  const { accounts, changes } = declineAccount([HELD, BOB], HELD.id, "acme");
  expect(accounts).toEqual([BOB]);
  expect(changes).toMatchObject([{ path: "account", before: "ada", why: "Somebody declined the account." }]);
});

test.each([
  { id: "acc-bob", code: "ACCOUNT_NOT_HELD", message: "The account bob does not wait for approval." },
  { id: "acc-adda", code: "ACCOUNT_UNKNOWN", message: "There is no account `acc-adda`; did you mean `acc-ada`?" },
  { id: "somebody-else", code: "ACCOUNT_UNKNOWN", message: "There is no account `somebody-else`." },
])("refuses $id: $code", ({ id, code, message }) => {
  for (const decide of [approveAccount, declineAccount]) {
    expect(() => decide([HELD, BOB], id, "acme")).toThrow(expect.objectContaining({ code, message }));
  }
});
