import { create } from "zustand";
import type { CallOptions, ContractEvent } from "../../core/contract/contract.ts";
import type { Happening } from "../../core/contract/methods.ts";

type Progress = Extract<ContractEvent, { readonly type: "progress" }>;

/** What is happening at this moment. */
export interface Acting {
  /** In words: "Time passes". Undefined: nothing is. */
  readonly what: string | undefined;
  /** How far it is, once it takes longer than a moment. */
  readonly far?: Progress | undefined;
  /** Gives it up: everything is then as it was. */
  readonly cancel?: (() => void) | undefined;
  /** A dialog shows it, over everything else. */
  readonly inDialog?: boolean | undefined;
}

/** Whether something is happening, wherever it was asked for: one thing at a time. */
export const useActing = create<Acting>(() => ({ what: undefined }));

const NOTHING: Acting = { what: undefined, far: undefined, cancel: undefined, inDialog: undefined };

/** What is over sooner needs no numbers, and what changes more often cannot be read. In milliseconds. */
const SILENT_MS = 300;
const EVERY_MS = 100;

/** Lets something happen, and shows what it is and how far as long as it takes. It can be given up meanwhile. */
export async function showActing<Value>(
  type: Happening["type"],
  call: (options: CallOptions) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController();
  const begin = performance.now();
  let next = begin + SILENT_MS;
  const progress = (far: Progress): void => {
    const now = performance.now();
    if (now < next) return;
    next = now + EVERY_MS;
    useActing.setState({ far });
  };
  useActing.setState({ ...NOTHING, what: WORDS[type], cancel: () => controller.abort() });
  try {
    return await call({ signal: controller.signal, progress });
  } finally {
    useActing.setState(NOTHING);
  }
}

/** What closes a dialog: while something happens in it, that is given up first, and the dialog says so. */
export function closeOrCancel(close: () => void): () => void {
  return () => {
    const { inDialog, cancel } = useActing.getState();
    if (inDialog === true) cancel?.();
    else close();
  };
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
  applyGroupRules: "Group rules are worked out",
};
