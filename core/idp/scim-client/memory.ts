import type { Escrow, GroupLink, ProvisioningLink, ProvisioningState } from "../../provisioning/state.ts";

/** A record that is read as it was, with what has changed since above it: cheap where little changes. */
export interface Draft<Value> {
  get(id: string): Value | undefined;
  /** Undefined takes it away. */
  set(id: string, value: Value | undefined): void;
  /** The very record that was there before where nothing was set. */
  result(): Record<string, Value>;
  keys(): readonly string[];
}

/** What a client remembers of an application, on its way through a cycle. */
export interface ClientMemory {
  readonly links: Draft<ProvisioningLink>;
  readonly groups: Draft<GroupLink>;
  readonly escrow: Draft<Escrow>;
  /** Fingerprints of those who were passed over. */
  readonly passedOver: Draft<string>;
  /** What the rows read of people. */
  readonly reads: Draft<Record<string, string>>;
  /** Who is linked to the account with this id. */
  ownerOf(target: string): string | undefined;
  /** Everything, to be remembered. */
  result(state: ProvisioningState): ProvisioningState;
}

/** Opens what is remembered. */
export function createMemory(state: ProvisioningState): ClientMemory {
  const groups = createDraft(state.groupLinks);
  const escrow = createDraft(state.escrow);
  const passedOver = createDraft(state.passedOver ?? NONE);
  const reads = createDraft(state.reads ?? NO_READS);
  const { links, ownerOf } = createLinks(state.links, (id) => leaveGroups(groups, id));
  return {
    links,
    groups,
    escrow,
    passedOver,
    reads,
    ownerOf,
    result(after) {
      const passed = passedOver.result();
      const read = reads.result();
      const { passedOver: _, reads: __, ...others } = after;
      return {
        ...others,
        links: links.result(),
        groupLinks: groups.result(),
        escrow: escrow.result(),
        ...(Object.keys(passed).length === 0 ? {} : { passedOver: passed }),
        ...(Object.keys(read).length === 0 ? {} : { reads: read }),
      };
    },
  };
}

const NONE: Record<string, string> = {};
const NO_READS: Record<string, Record<string, string>> = {};

/** Whoever has no account any more, or another one, is in no group over there. */
function leaveGroups(groups: Draft<GroupLink>, id: string): void {
  for (const group of groups.keys()) {
    const link = groups.get(group);
    if (link?.members.includes(id) !== true) continue;
    groups.set(group, { ...link, members: link.members.filter((each) => each !== id) });
  }
}

/**
 * Links, with the people by their accounts: made when it is first asked for.
 *
 * @param lost called for whoever has no account any more, or another one
 */
function createLinks(
  before: Record<string, ProvisioningLink>,
  lost: (id: string) => void,
): Pick<ClientMemory, "links" | "ownerOf"> {
  const draft = createDraft(before);
  let owners: Map<string, string> | undefined;
  const links: Draft<ProvisioningLink> = {
    ...draft,
    set(id, link) {
      const old = draft.get(id);
      draft.set(id, link);
      if (old !== undefined && owners?.get(old.target) === id) owners.delete(old.target);
      if (link !== undefined) owners?.set(link.target, id);
      if (old !== undefined && old.target !== link?.target) lost(id);
    },
  };
  return {
    links,
    ownerOf(target) {
      owners ??= new Map(draft.keys().map((id) => [draft.get(id)?.target ?? "", id]));
      return owners.get(target);
    },
  };
}

function createDraft<Value>(before: Record<string, Value>): Draft<Value> {
  const changes = new Map<string, Value | undefined>();
  const result = (): Record<string, Value> => {
    if (changes.size === 0) return before;
    const kept = Object.entries(before).map(([id, value]) => [id, changes.has(id) ? changes.get(id) : value] as const);
    const added = [...changes].filter(([id]) => !Object.hasOwn(before, id));
    return Object.fromEntries([...kept, ...added].filter(isThere));
  };
  return {
    get: (id) => (changes.has(id) ? changes.get(id) : memberOf(before, id)),
    set(id, value) {
      if (value === undefined && !changes.has(id) && !Object.hasOwn(before, id)) return;
      changes.set(id, value);
    },
    result,
    keys: () => Object.keys(result()),
  };
}

function isThere<Value>(entry: readonly [string, Value | undefined]): entry is readonly [string, Value] {
  return entry[1] !== undefined;
}

function memberOf<Value>(record: Readonly<Record<string, Value>>, id: string): Value | undefined {
  return Object.hasOwn(record, id) ? record[id] : undefined;
}
