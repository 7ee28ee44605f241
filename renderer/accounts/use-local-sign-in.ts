import { useCallback } from "react";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useLetHappen } from "../lifecycle/use-let-happen.ts";

/**
 * Has an account (a user name) sign in on the application's own page, without the identity provider, and goes to the run.
 * Only an account that is kept for an emergency gets in; of the others the run shows why not.
 */
export function useLocalSignIn(workspace: string, application: string): (account: string) => Promise<void> {
  const letHappen = useLetHappen(workspace);
  return useCallback(
    async (account) => {
      const detail = await letHappen({ type: "localLogin", application, account });
      if (detail !== undefined) goTo(`${places.run(workspace, detail.run, 1)}&play=1`);
    },
    [letHappen, workspace, application],
  );
}
