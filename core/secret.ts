import { timingSafeEqual } from "node:crypto";

/**
 * Compares two secrets without telling by the time it takes where they differ; only a different length shows. An empty
 * one is the same as no secret.
 */
export function isSameSecret(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return left !== "" && leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}
