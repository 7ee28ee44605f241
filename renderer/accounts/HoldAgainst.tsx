import { Button, Group, Stack } from "@mantine/core";
import type { Finding } from "../../core/contract/model.ts";
import type { AccountTable } from "../../core/contract/results.ts";
import { Answered } from "../components/Answered.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { Notice } from "../components/Notice.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { ActError, ActingInDialog } from "../lifecycle/ActingNow.tsx";
import { closeOrCancel } from "../lifecycle/acting.ts";
import { useAct } from "../lifecycle/use-act.ts";

/** What differs between the accounts of an application and the directory, and a way to put it right. */
export function HoldAgainst({ table, onClose }: { table: AccountTable; onClose: () => void }) {
  const { id: workspace } = useWorkspace();
  const { application, name } = table;
  const answer = useAnswer("accounts.compare", { workspace, application });
  return (
    <Dialog onClose={closeOrCancel(onClose)} title={`${name} held against the directory`} size="lg">
      <Answered answer={answer}>
        {({ findings }) => <Findings application={application} findings={findings} onClose={onClose} />}
      </Answered>
    </Dialog>
  );
}

const KINDS: readonly { readonly kind: Finding["kind"]; readonly title: string; readonly text: string }[] = [
  { kind: "orphaned", title: "Orphaned", text: "Active, though its person is gone or may not have it." },
  { kind: "unmanaged", title: "Unmanaged", text: "Nobody knows whose it is. It is left alone." },
  {
    kind: "editedByHand",
    title: "Edited by hand",
    text: "Set in the application, and the directory has it otherwise.",
  },
];

function Findings({
  application,
  findings,
  onClose,
}: {
  application: string;
  findings: readonly Finding[];
  onClose: () => void;
}) {
  const { id: workspace } = useWorkspace();
  const { act, busy, error } = useAct(workspace);
  const repairable = findings.filter(({ kind }) => kind !== "unmanaged").length;
  const run = async (repair: boolean): Promise<void> => {
    if ((await act({ type: "reconcile", application, repair })) !== undefined) onClose();
  };
  return (
    <Stack gap="sm">
      {findings.length === 0 ? (
        <Notice tone="good" title="Nothing differs">
          Every account has its person, and says what the directory says.
        </Notice>
      ) : null}
      {KINDS.map((each) => (
        <KindList key={each.kind} {...each} findings={findings.filter(({ kind }) => kind === each.kind)} />
      ))}
      <ActingInDialog busy={busy} />
      <ActError error={error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={closeOrCancel(onClose)}>
          {busy ? "Cancel" : "Close"}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => void run(false)}>
          Keep as a run
        </Button>
        <Button loading={busy} disabled={repairable === 0} onClick={() => void run(true)} data-autofocus>
          Put {repairable} right
        </Button>
      </Group>
    </Stack>
  );
}

/** More are not worth reading at once; the run has them all. */
const SHOWN = 100;

function KindList({ title, text, findings }: { title: string; text: string; findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="section-title">
        {title} ({findings.length})
      </h3>
      <p className="quiet">{text}</p>
      <ul className="plain-list finding-list">
        {findings.slice(0, SHOWN).map(({ account, attribute, text: found }) => (
          <li key={`${account} ${attribute ?? ""}`}>
            <Sentence text={found} />
          </li>
        ))}
      </ul>
      {findings.length > SHOWN ? <p className="quiet">and {findings.length - SHOWN} more</p> : null}
    </section>
  );
}
