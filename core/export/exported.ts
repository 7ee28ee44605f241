import type { Pace } from "../pace.ts";
import type { Workspace } from "../store/workspace.ts";
import type { PeopleNames } from "./people-names.ts";

/** What whoever exports may say; whatever is left out is taken where there is only one. */
export interface ExportOptions {
  /** Id of the application whose settings are exported. */
  readonly application?: string;
  /** Id of the identity provider whose settings are exported. */
  readonly identityProvider?: string;
  /** For lists of people: whose names the columns have; absent: Entra's. */
  readonly names?: PeopleNames;
}

/** What an exporter is given. */
export interface ExporterInput {
  readonly workspace: Workspace;
  readonly options: ExportOptions;
  readonly pace: Pace;
}

/** What came of an export. */
export interface Exported {
  readonly text: string;
  /** What the file could be called: `jira-entra-schema.json`. */
  readonly fileName: string;
  /** What the format cannot carry, or carries in another form: an import of the file does not bring it back as it is. */
  readonly notCarried: readonly NotCarried[];
}

/** Something that a format cannot carry as it is. */
export interface NotCarried {
  /** Where it stands in the workspace: `provisioning/mappings/title`. */
  readonly place: string;
  /** In one sentence. */
  readonly message: string;
}

/** Writes one kind. Pure: nothing is changed. */
export type Exporter = (input: ExporterInput) => Exported | Promise<Exported>;
