import { loadLater } from "../components/load-later.tsx";

/** An account is edited by an administrator. */
export const EditByHand = loadLater(async () => (await import("./EditByHand.tsx")).EditByHand);

/** The accounts are held against the directory. */
export const HoldAgainst = loadLater(async () => (await import("./HoldAgainst.tsx")).HoldAgainst);

/** Loads what the accounts do not show at first sight. */
export async function loadAccountParts(): Promise<void> {
  await Promise.all([EditByHand.load(), HoldAgainst.load()]);
}
