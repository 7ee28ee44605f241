import { create } from "zustand";
import type { Client } from "../../core/contract/contract.ts";
import type { RowPopulation } from "../../core/contract/expression-results.ts";
import type { Arguments } from "../../core/contract/methods.ts";
import { describeFailure } from "../connection/answers.ts";

type Asked = Arguments<"mappings.count">;

/** What one row gives for everybody, as far as it was asked. */
export interface RowCount {
  readonly result?: RowPopulation;
  /** The question that `result` answers, by {@link countQuestion}. */
  readonly of?: string;
  readonly running?: {
    readonly of: string;
    readonly cancel: () => void;
    readonly done: number;
    readonly total: number;
  };
  /** Why a count came to nothing, and which question it was. */
  readonly failure?: { readonly of: string; readonly code: string; readonly message: string };
}

/** By workspace, application and row. */
export const useRowCounts = create<Readonly<Record<string, RowCount>>>(() => ({}));

/** Everything of a draft that a row's count hangs on, as a key. */
export function countQuestion({ configuration: { application, connection }, row }: Asked): string {
  const { assignment, appRoles, provisioning, expressions } = connection;
  const assigned = [assignment, appRoles];
  if (row.kind !== "provisioning")
    return JSON.stringify([row, connection[row.kind]?.claims.find(({ id }) => id === row.id), assigned, expressions]);
  const client = provisioning?.way === "scim" ? provisioning.client.dialect : "";
  const own = provisioning?.mappings.find(({ id }) => id === row.id);
  const shape = [application.accountAttributes, application.scim?.bindings];
  return JSON.stringify([row, own, assigned, expressions, provisioning?.scope, provisioning?.way, client, shape]);
}

/** Counts a row over everybody; what was under way for an earlier draft of it is given up. */
export async function countRow(engine: Client, key: string, of: string, asked: Asked): Promise<void> {
  useRowCounts.getState()[key]?.running?.cancel();
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  const put = (change: (now: RowCount) => RowCount): void => {
    const now = useRowCounts.getState()[key];
    if (now?.running?.cancel === cancel) useRowCounts.setState({ [key]: change(now) });
  };
  useRowCounts.setState((all) => ({ [key]: { ...kept(all[key]), running: { of, cancel, done: 0, total: 0 } } }));
  try {
    const result = await engine.call("mappings.count", asked, {
      signal: controller.signal,
      progress: ({ done, total }) => put((now) => ({ ...now, running: { of, cancel, done, total } })),
    });
    put(() => ({ result, of }));
  } catch (failure) {
    const { code, message } = describeFailure(failure);
    put((now) => ({ ...kept(now), ...(code === "CANCELLED" ? {} : { failure: { of, code, message } }) }));
  }
}

/** The last result stays to be seen until there is another. */
function kept({ result, of }: RowCount = {}): RowCount {
  return { ...(result === undefined ? {} : { result }), ...(of === undefined ? {} : { of }) };
}
