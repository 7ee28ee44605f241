import { useMemo } from "react";
import type { Lifecycle, WorkspaceSummary } from "../../core/contract/results.ts";
import { tellRun } from "./tell-run.tsx";
import { useLetHappen } from "./use-let-happen.ts";

/** A party that can be cut off: an identity provider or an application. */
export interface Party {
  readonly id: string;
  readonly name: string;
  readonly isDown: boolean;
  /** Cuts it off, or lets it be reached again. */
  readonly toggle: () => void;
}

/** Every party of the workspace with whether it can be reached, the identity providers first. */
export function useOutages(
  { id, identityProviders, applications }: WorkspaceSummary,
  lifecycle: Lifecycle | undefined,
): readonly Party[] {
  const letHappen = useLetHappen(id);
  const unreachable = lifecycle?.unreachable;
  return useMemo(
    () =>
      [...identityProviders, ...applications].map((party) => {
        const isDown = unreachable?.includes(party.id) === true;
        const toggle = async (): Promise<void> => {
          const detail = await letHappen({ type: "outage", party: party.id, down: !isDown });
          if (detail !== undefined) tellRun(id, detail);
        };
        return { id: party.id, name: party.name, isDown, toggle: () => void toggle() };
      }),
    [id, identityProviders, applications, unreachable, letHappen],
  );
}
