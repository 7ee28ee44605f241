import type { Happening } from "../../core/contract/methods.ts";
import { buildPerson } from "../directory/new-person.ts";
import type { HappeningKind } from "./happening.ts";

/** What was filled in so far, whatever of it belongs to the kind that is chosen. */
export interface HappeningForm {
  readonly kind: HappeningKind;
  /** User name of the person; empty: nobody is chosen yet. */
  readonly user: string;
  readonly givenName: string;
  readonly surname: string;
  /** Of somebody new, or the new one of somebody. */
  readonly userName: string;
  readonly email: string;
  readonly department: string;
  readonly attribute: string;
  readonly value: string;
  readonly join: readonly string[];
  readonly leave: readonly string[];
  readonly application: string;
  /** Whom an assignment is about. */
  readonly whom: "person" | "group";
  readonly group: string;
  /** Id of the app role that an assignment is with; empty: none in particular. */
  readonly appRole: string;
}

/** Nothing is filled in yet. */
export const EMPTY_FORM: HappeningForm = {
  kind: "hire",
  user: "",
  givenName: "",
  surname: "",
  userName: "",
  email: "",
  department: "",
  attribute: "department",
  value: "",
  join: [],
  leave: [],
  application: "",
  whom: "person",
  group: "",
  appRole: "",
};

/** What the form describes; undefined while something is missing. `taken`: ids of people, for somebody new. */
export function buildHappening(form: HappeningForm, taken: ReadonlySet<string>): Happening | undefined {
  const { kind, user } = form;
  if (kind === "hire") return buildHire(form, taken);
  if (kind === "assign" || kind === "unassign") return buildAssignment(form, kind);
  if (user === "") return undefined;
  switch (kind) {
    case "changeAttributes": {
      const [name, value] = [form.attribute.trim(), form.value.trim()];
      return name === "" ? undefined : { type: kind, user, attributes: { [name]: value === "" ? null : value } };
    }
    case "changeGroups": {
      const { join, leave } = form;
      return join.length + leave.length === 0 ? undefined : { type: kind, user, join: [...join], leave: [...leave] };
    }
    case "rename":
      return buildRename(form);
    default:
      return { type: kind, user };
  }
}

function buildHire(form: HappeningForm, taken: ReadonlySet<string>): Happening | undefined {
  if (form.userName.trim() === "") return undefined;
  const { id, userName, attributes, groups } = buildPerson({ ...form, groups: form.join }, taken);
  return { type: "hire", id, userName, attributes, groups };
}

function buildRename({ user, userName, email }: HappeningForm): Happening | undefined {
  const [name, address] = [userName.trim(), email.trim()];
  if (name === "" && address === "") return undefined;
  return {
    type: "rename",
    user,
    ...(name === "" ? {} : { userName: name }),
    ...(address === "" ? {} : { email: address }),
  };
}

function buildAssignment(
  { application, whom, user, group, appRole }: HappeningForm,
  type: "assign" | "unassign",
): Happening | undefined {
  const named = whom === "person" ? user : group;
  if (application === "" || named === "") return undefined;
  const role = appRole === "" ? {} : { appRole };
  return { type, application, ...(whom === "person" ? { user } : { group }), ...role };
}
