import { createContext, useContext } from "react";
import type { Client } from "../../core/contract/contract.ts";

/** The engine that every screen talks to. */
export const EngineContext = createContext<Client | undefined>(undefined);

/** The engine. @throws TypeError outside of the app. */
export function useEngine(): Client {
  const engine = useContext(EngineContext);
  if (engine === undefined) throw new TypeError("There is no engine around this component.");
  return engine;
}
