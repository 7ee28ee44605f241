import { useCallback } from "react";
import type { Arguments } from "../../core/contract/methods.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useCommand } from "../connection/use-command.ts";

/** Runs a login and goes to its trace, from the first step. */
export function useLogin(workspace: string) {
  const { run, busy, error, clear } = useCommand("runs.login");
  const login = useCallback(
    async (action: Arguments<"runs.login">["action"]): Promise<boolean> => {
      const detail = await run({ workspace, action });
      if (detail === undefined) return false;
      goTo(`${places.run(workspace, detail.run, 1)}&play=1`);
      return true;
    },
    [run, workspace],
  );
  return { login, busy, error, clear };
}
