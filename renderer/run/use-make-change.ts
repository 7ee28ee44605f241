import { useState } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { OneChange } from "../../core/contract/methods.ts";
import {
  changeAttributeOf,
  changeSettingOf,
  type PersonChange,
  type SettingChange,
} from "../../core/contract/one-change.ts";
import type { Saved } from "../../core/contract/results.ts";
import { useCommand } from "../connection/use-command.ts";

/** Makes the change of a what-if for good: that one member of what is there now, and nothing of what was there then. */
export function useMakeChange(workspace: string) {
  const person = useCommand("directory.person");
  const people = useCommand("directory.savePeople");
  const application = useCommand("applications.read");
  const applications = useCommand("applications.save");
  const [gone, setGone] = useState<ContractError>();
  const makeOfPerson = async (change: PersonChange): Promise<Saved | undefined> => {
    const now = await person.run({ workspace, person: change.person });
    return now && people.run({ workspace, people: [changeAttributeOf(now.person, change)] });
  };
  const makeOfSetting = async (change: SettingChange): Promise<Saved | undefined> => {
    const now = await application.run({ workspace, application: change.application });
    const configuration = now && changeSettingOf(now.configuration, change);
    if (now !== undefined && configuration === undefined) setGone(RULE_GONE);
    return configuration && applications.run({ workspace, configuration });
  };
  const commands = [person, people, application, applications];
  return {
    /** Undefined: it was not made, and `error` says why. */
    make: (change: OneChange): Promise<Saved | undefined> => {
      setGone(undefined);
      return change.kind === "attribute" ? makeOfPerson(change) : makeOfSetting(change);
    },
    busy: commands.some(({ busy }) => busy),
    error: gone ?? commands.find(({ error }) => error !== undefined)?.error,
  };
}

const RULE_GONE: ContractError = {
  code: "ROLE_RULE_UNKNOWN",
  message: "The role rule is not there any more, so nothing was changed.",
};
