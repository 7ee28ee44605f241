import { Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "wouter";
import type { DirectoryGroup } from "../../core/contract/model.ts";
import type { PersonApplication } from "../../core/contract/results.ts";
import { AccountValues } from "../accounts/AccountValues.tsx";
import { useRoles } from "../accounts/use-roles.ts";
import { Empty } from "../components/Empty.tsx";
import { places } from "../connection/places.ts";
import { askForLogin } from "../shell/login-dialog.ts";
import type { EditedPerson } from "./use-person.ts";

/** The accounts of a person, in each application, and whether the identity provider lets the person there at all. */
export function PersonAccounts({ edited, groups }: { edited: EditedPerson; groups: readonly DirectoryGroup[] }) {
  const { detail, workspace } = edited;
  if (detail.applications.length === 0) return <Empty title="There is no application yet" />;
  return (
    <div className="preview">
      {detail.applications.map((standing) => (
        <details key={standing.application} className="preview-app" open={standing.account !== undefined}>
          <summary>
            <strong>{standing.name}</strong>
            <span className="quiet">{describeAssignment(standing, groups)}</span>
          </summary>
          <div className="preview-detail">
            {standing.account === undefined ? (
              <NoAccount standing={standing} person={detail.person.id} />
            ) : (
              <>
                <Account workspace={workspace} standing={standing} account={standing.account} />
                <Link href={places.accounts(workspace, standing.application, standing.account.id)}>
                  Show the account in {standing.name}
                </Link>
              </>
            )}
          </div>
        </details>
      ))}
    </div>
  );
}

function Account({
  workspace,
  standing,
  account,
}: {
  workspace: string;
  standing: PersonApplication;
  account: NonNullable<PersonApplication["account"]>;
}) {
  return <AccountValues account={account} roles={useRoles(workspace, standing.application)} />;
}

function NoAccount({ standing, person }: { standing: PersonApplication; person: string }) {
  return (
    <>
      <p className="quiet">No account is linked to this person.</p>
      <Button
        variant="light"
        size="compact-xs"
        leftSection={<IconPlayerPlay size={13} aria-hidden="true" />}
        onClick={() => askForLogin({ person, application: standing.application })}
      >
        Log in to {standing.name}
      </Button>
    </>
  );
}

function describeAssignment(standing: PersonApplication, groups: readonly DirectoryGroup[]): string {
  const { appRoles = [] } = standing;
  const how = describeHow(standing, groups);
  return appRoles.length === 0 ? how : `${how}, as ${appRoles.join(" and ")}`;
}

function describeHow({ assigned, group }: PersonApplication, groups: readonly DirectoryGroup[]): string {
  switch (assigned) {
    case "everybody":
      return "assigned to everybody";
    case "directly":
      return "assigned directly";
    case "byGroup":
      return `assigned by the group ${groups.find(({ id }) => id === group)?.name ?? group}`;
    case "no":
      return "not assigned";
  }
}
