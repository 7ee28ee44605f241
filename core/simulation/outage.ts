import { didYouMean, RehearsalError } from "../errors.ts";
import type { Workspace } from "../store/workspace.ts";
import type { OutageAction } from "./action.ts";
import type { Stage } from "./stage.ts";

/** Actors of the trace that nobody can reach. */
export function unreachableIn({ identityProviders, runtime: { outages } }: Workspace): ReadonlySet<string> {
  if (outages === undefined) return NOBODY;
  const providers = new Set(identityProviders.map(({ id }) => id));
  return new Set(outages.map((party) => (providers.has(party) ? `idp:${party}` : `app:${party}`)));
}

const NOBODY: ReadonlySet<string> = new Set();

/**
 * A party cannot be reached from now on, or can be again. Gives that in one sentence.
 * @throws {RehearsalError} ACTION_UNKNOWN_PARTY
 */
export function setOutage(stage: Stage, { party, down }: OutageAction): string {
  const workspace = stage.read();
  const name = nameOf(workspace, party);
  const { outages = [], ...runtime } = workspace.runtime;
  const others = outages.filter((each) => each !== party);
  const next = down ? [...others, party] : others;
  stage.write({ ...workspace, runtime: next.length === 0 ? runtime : { ...runtime, outages: next } });
  const sentence = down ? `${name} cannot be reached from now on.` : `${name} can be reached again.`;
  const actor = workspace.identityProviders.some(({ id }) => id === party) ? `idp:${party}` : `app:${party}`;
  stage.record({
    kind: "notice",
    from: actor,
    to: actor,
    phase: "request",
    status: down ? "warning" : "ok",
    title: sentence,
    why: down
      ? "Whoever asks it gets no answer."
      : "Whatever could not get through is tried again when its time comes.",
  });
  stage.happened();
  return sentence;
}

function nameOf({ identityProviders, applications }: Workspace, party: string): string {
  const parties = [...identityProviders, ...applications];
  const found = parties.find(({ id }) => id === party);
  if (found !== undefined) return found.name;
  const hint = didYouMean(
    party,
    parties.map(({ id }) => id),
  );
  const message = `No identity provider and no application has the id ${JSON.stringify(party)}.${hint}`;
  throw new RehearsalError("ACTION_UNKNOWN_PARTY", message, { path: "party" });
}
