import { useCallback } from "react";
import { create } from "zustand";
import type { ContractError } from "../../core/contract/contract.ts";
import type { Happening } from "../../core/contract/methods.ts";
import type { RunDetail } from "../../core/contract/results.ts";
import { useCommand } from "../connection/use-command.ts";
import { tellRun } from "./tell-run.tsx";

interface Acting {
  /** What is happening at this moment, in words: "Time passes". */
  readonly what: string | undefined;
}

/** Whether something is happening, wherever it was asked for: one thing at a time. */
export const useActing = create<Acting>(() => ({ what: undefined }));

/** Something that can be let happen. */
export interface Act {
  /** Lets it happen, and says in passing what came of it. Undefined where it could not: `error` then says why. */
  readonly act: (action: Happening) => Promise<RunDetail | undefined>;
  readonly busy: boolean;
  readonly error: ContractError | undefined;
}

/** Lets something happen in a workspace. What comes of it is a run, which the message leads to. */
export function useAct(workspace: string): Act {
  const { run, busy, error } = useCommand("runs.act");
  const act = useCallback(
    async (action: Happening) => {
      useActing.setState({ what: WORDS[action.type] });
      try {
        const detail = await run({ workspace, action });
        if (detail !== undefined) tellRun(workspace, detail);
        return detail;
      } finally {
        useActing.setState({ what: undefined });
      }
    },
    [run, workspace],
  );
  return { act, busy, error };
}

const WORDS: Readonly<Record<Happening["type"], string>> = {
  logout: "Somebody signs out",
  hire: "Somebody is hired",
  changeAttributes: "Somebody changes",
  changeGroups: "Groups change",
  rename: "Somebody is renamed",
  suspend: "Somebody is suspended",
  leave: "Somebody leaves",
  delete: "Somebody is deleted",
  return: "Somebody returns",
  assign: "An assignment begins",
  unassign: "An assignment ends",
  editAccount: "An account is edited",
  cycle: "Accounts are provisioned",
  passTime: "Time passes",
  outage: "Somebody cannot be reached",
  localLogin: "Somebody signs in",
  reconcile: "Accounts are held against the directory",
};
