import { BlockList, isIP } from "node:net";
import { RehearsalError } from "../../errors.ts";

/** Where live mode listens unless told otherwise. */
export const LOOPBACK = "127.0.0.1";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8);
loopback.addAddress("::1", "ipv6");

/** Whether only programs on this machine reach an address. */
export function isLoopback(address: string): boolean {
  return loopback.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/**
 * Refuses what is no single address: a name may point anywhere, and what stands for every address cannot be linked to.
 *
 * @throws RehearsalError `HOST_INVALID`
 */
export function checkAddress(address: string): void {
  if (isIP(address) !== 0 && !/^[0.:]+$|%/.test(address)) return;
  const message = `Found ${JSON.stringify(address)}; an address of this machine is right, such as ${LOOPBACK}.`;
  throw new RehearsalError("HOST_INVALID", message);
}

/** How one talks to a server. */
export type Scheme = "http" | "https";

/** The origin of a port of an address, as a browser writes it. */
export function originAt(address: string, port: number, scheme: Scheme = "http"): string {
  return new URL(`${scheme}://${isIP(address) === 6 ? `[${address}]` : address}:${port}`).origin;
}

/** What the `Host` field of a request to it may say: its own name, and `localhost` where that is what it is. */
export function hostsAt(address: string, port: number, scheme: Scheme = "http"): ReadonlySet<string> {
  const own = new URL(originAt(address, port, scheme)).host;
  return new Set(isLoopback(address) ? [own, new URL(`${scheme}://localhost:${port}`).host] : [own]);
}

/**
 * The port for each of so many servers, from `first` on; 0, any that is free, where none was asked for.
 *
 * @throws RehearsalError `PORT_RANGE`
 */
export function portsFrom(first: number, count: number): readonly number[] {
  const last = first + count - 1;
  if (last > 65_535) {
    const message = `The ports from ${first} on are to be taken, ${count} of them; the last one is 65535. Choose a smaller one.`;
    throw new RehearsalError("PORT_RANGE", message);
  }
  return Array.from({ length: count }, (_, index) => (first === 0 ? 0 : first + index));
}
