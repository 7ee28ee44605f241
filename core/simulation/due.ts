import { isAtWork } from "../directory/directory-change.ts";
import { DAYS_IN_RECYCLE_BIN } from "../directory/hr.ts";
import type { DueItem } from "../provisioning/agenda.ts";
import { nextRetryAt } from "../provisioning/escrow.ts";
import type { Workspace } from "../store/workspace.ts";
import { ownersIn } from "./account-owner.ts";
import { connectedApplications } from "./find-in-workspace.ts";
import { provisioningStateOf } from "./provisioning-state.ts";

/** Something that time brings. `at`: milliseconds since the epoch; in the past where it was to have happened already. */
export type Due =
  | { readonly kind: "agenda"; readonly at: number; readonly item: DueItem }
  /** A SCIM cycle or a batch of the application; `retry`: people whose push failed are tried again. */
  | { readonly kind: "cycle" | "batch" | "retry"; readonly at: number; readonly application: string }
  /** Somebody is gone from the recycle bin. */
  | { readonly kind: "purge"; readonly at: number; readonly person: string }
  /** A session or an access token of somebody who is not at work any more ends by itself. */
  | {
      readonly kind: "expiry";
      readonly at: number;
      /** Id of the application or of the identity provider. */
      readonly party: string;
      readonly where: "applications" | "identityProviders";
      readonly what: "sessions" | "accessTokens";
      /** Key of the record. */
      readonly key: string;
      readonly person: string;
    };

const DAY = 86_400_000;

/**
 * Everything that is due by itself, the soonest first; at the same moment what comes from people before what moves
 * accounts. A cycle that never ran is due now.
 */
export function dueOf(workspace: Workspace): readonly Due[] {
  const known = lists.get(workspace.runtime);
  if (known !== undefined && isStillTrue(known, workspace)) return known.due;
  const due = buildDue(workspace);
  const { directory, identityProviders, applications, clock } = workspace;
  lists.set(workspace.runtime, { directory, identityProviders, applications, clock, due });
  return due;
}

/** What a list was made from, apart from what the parties remember. */
type DueList = Pick<Workspace, "directory" | "identityProviders" | "applications" | "clock"> & {
  readonly due: readonly Due[];
};

/** Time passes more often than anything else changes. */
const lists = new WeakMap<Workspace["runtime"], DueList>();

/** What is overdue or due now may hang on the clock itself. */
function isStillTrue(list: DueList, { directory, identityProviders, applications, clock }: Workspace): boolean {
  const isSame =
    list.directory === directory && list.identityProviders === identityProviders && list.applications === applications;
  const first = list.due[0];
  return isSame && (list.clock.now === clock.now || first === undefined || first.at > Date.parse(clock.now));
}

function buildDue(workspace: Workspace): readonly Due[] {
  const now = Date.parse(workspace.clock.now);
  const due: readonly Due[] = [
    ...agendaOf(workspace),
    ...purgesOf(workspace),
    ...cyclesOf(workspace, now),
    ...expiriesOf(workspace),
  ];
  return due.toSorted((left, right) => left.at - right.at);
}

/** What is about an application that is not there any more never comes. */
function agendaOf(workspace: Workspace): readonly Due[] {
  const { agenda = [] } = workspace.runtime;
  if (agenda.length === 0) return [];
  const known = new Set(connectedApplications(workspace).map(({ application }) => application.id));
  const items = agenda.filter((item) => item.kind === "hrChange" || known.has(item.application));
  return items.map((item) => ({ kind: "agenda", at: Date.parse(item.at), item }));
}

function purgesOf({ directory }: Workspace): readonly Due[] {
  return directory.users.flatMap(({ id, deletedAt }): readonly Due[] => {
    if (deletedAt === undefined) return [];
    return [{ kind: "purge", at: Date.parse(deletedAt) + DAYS_IN_RECYCLE_BIN * DAY, person: id }];
  });
}

function cyclesOf(workspace: Workspace, now: number): readonly Due[] {
  return connectedApplications(workspace).flatMap(({ provider, connection, application }): readonly Due[] => {
    const { provisioning } = connection;
    const state = provisioningStateOf(workspace, provider.id, application.id);
    const at = state.nextCycleAt ?? now;
    if (provisioning?.way === "scheduled") return [{ kind: "batch", at, application: application.id }];
    if (provisioning?.way !== "scim") return [];
    if (provisioning.client.runs.on === "events") {
      const retryAt = nextRetryAt(state);
      return retryAt === undefined ? [] : [{ kind: "retry", at: retryAt, application: application.id }];
    }
    return state.disabledAt === undefined ? [{ kind: "cycle", at, application: application.id }] : [];
  });
}

/** Sessions and tokens that outlive their people's right to them. */
function expiriesOf(workspace: Workspace): readonly Due[] {
  const gone = new Map(workspace.directory.users.filter((user) => !isAtWork(user)).map((user) => [user.id, user]));
  if (gone.size === 0) return [];
  const { identityProviders, applications } = workspace.runtime;
  const atProviders = Object.entries(identityProviders).flatMap(([party, state]) =>
    (["sessions", "accessTokens"] as const).flatMap((what) =>
      Object.entries(state[what])
        .filter(([, { user }]) => gone.has(user))
        .map(([key, { user, expiresAt }]): Due => {
          return { kind: "expiry", at: expiresAt, party, where: "identityProviders", what, key, person: user };
        }),
    ),
  );
  const atApplications = workspace.applications.flatMap((application) => {
    const sessions = Object.entries(
      (Object.hasOwn(applications, application.id) ? applications[application.id] : undefined)?.sessions ?? {},
    );
    if (sessions.length === 0) return [];
    const ownerOf = ownersIn(workspace, application.id);
    const accounts = new Map(application.accounts.map((account) => [account.id, account]));
    return sessions.flatMap(([key, { account, expiresAt }]): readonly Due[] => {
      const held = accounts.get(account);
      const person = held === undefined ? undefined : ownerOf(held);
      if (person === undefined || !gone.has(person.id)) return [];
      const base = { kind: "expiry", at: expiresAt, party: application.id, where: "applications" } as const;
      return [{ ...base, what: "sessions", key, person: person.id }];
    });
  });
  return [...atProviders, ...atApplications];
}
