import type { Directory } from "../../directory/directory.ts";
import type { Pace } from "../../pace.ts";
import type { Cell } from "../../party/party.ts";
import type { ProvisioningCode } from "../../provisioning/codes.ts";
import type { ProvisioningResult } from "../../provisioning/rule.ts";
import type { Provisioning } from "../../provisioning/settings.ts";
import type { ProvisioningState } from "../../provisioning/state.ts";
import type { Connection, IdentityProvider } from "../identity-provider.ts";

/** Settings of an application that the identity provider speaks SCIM to. */
export type ScimProvisioning = Extract<Provisioning, { readonly way: "scim" }>;

/** What the SCIM client of an identity provider works with, for one application. */
export interface ScimClientWorld {
  readonly provider: IdentityProvider;
  readonly connection: Connection;
  readonly provisioning: ScimProvisioning;
  readonly application: { readonly id: string; readonly name: string };
  /** Where the application's SCIM server begins: absolute, without a slash at its end. */
  readonly baseUrl: string;
  readonly directory: Directory;
  /** What the client remembers of this application. */
  readonly state: Cell<ProvisioningState>;
  /** Told whom the steps that follow are about; undefined: nobody in particular. */
  readonly about?: (user: string | undefined) => void;
  /** Asked between one person or request and the next. Absent: nobody waits. */
  readonly pace?: Pace;
}

/** How a cycle is run. */
export interface CycleOptions {
  /** As if for the first time: what is remembered of people, failures and quarantine is dropped, links stay. */
  readonly restart?: boolean;
  /** Deactivations and deletions beyond the threshold are sent. */
  readonly allowDeletes?: boolean;
  /** Only this person, by id: provision on demand. */
  readonly only?: string;
}

/** What came of one person. */
export interface PersonResult {
  /** Id of the directory. */
  readonly user: string;
  readonly userName: string;
  readonly result: ProvisioningResult;
  /** `warning`: done, but something was left out or failed that does not stand in the way. */
  readonly status: "success" | "failure" | "skipped" | "warning";
  readonly reason: string;
  readonly code?: ProvisioningCode;
  /** Requests that were sent for this person. */
  readonly requests: number;
  /** Id of the SCIM user that it was about. */
  readonly target?: string;
}

/** What came of one group. */
export interface GroupResult {
  /** Id of the directory. */
  readonly group: string;
  readonly displayName: string;
  readonly result: "create" | "link" | "update" | "delete" | "skip" | "stage";
  readonly status: PersonResult["status"];
  readonly reason: string;
  readonly code?: ProvisioningCode;
  readonly requests: number;
  readonly added: number;
  readonly removed: number;
}

/** What came of a cycle, or of a push. */
export interface CycleReport {
  /** `notRun`: the job is switched off. */
  readonly kind: "initial" | "incremental" | "onDemand" | "push" | "notRun";
  /** Everybody who was looked at, but for whom nothing had to be done. */
  readonly people: readonly PersonResult[];
  /** Groups that something was done about. */
  readonly groups: readonly GroupResult[];
  /** People by result; whoever failed is counted there alone. */
  readonly counts: Readonly<Record<ProvisioningResult | "failed", number>>;
  /** Requests that were sent in all. */
  readonly requests: number;
  readonly quarantine?: ProvisioningState["quarantine"];
  /** Milliseconds since the epoch. */
  readonly nextCycleAt?: number;
}
