import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Redirect, useParams } from "wouter";
import { Answered } from "../components/Answered.tsx";
import { Empty } from "../components/Empty.tsx";
import { goTo } from "../connection/hash-location.ts";
import { decodePart, places } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useAccess, useWorkspace } from "../connection/workspace-context.ts";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { ApplicationList } from "./ApplicationList.tsx";
import { ApplicationPage } from "./ApplicationPage.tsx";
import { NewApplication } from "./NewApplication.tsx";
import "./applications.css";

/** The applications of a workspace: which there are, and how each is set. */
export function Applications() {
  const workspace = useWorkspace();
  const { canEdit } = useAccess();
  const { application } = useParams<{ application?: string }>();
  const [isNew, setNew] = useState(false);
  const chosen = application === undefined ? undefined : decodePart(application);
  const first = workspace.applications[0];
  useShortcuts("Applications", [
    { keys: ["mod+shift+n"], title: "New application", run: () => setNew(true), enabled: canEdit },
  ]);
  if (chosen === undefined && first !== undefined) {
    return <Redirect to={places.applications(workspace.id, first.id)} replace />;
  }
  const create = (
    <Button leftSection={<IconPlus size={14} />} disabled={!canEdit} onClick={() => setNew(true)}>
      New application
    </Button>
  );
  return (
    <div className="applications">
      <ApplicationList chosen={chosen} onNew={() => setNew(true)} />
      {chosen === undefined ? (
        <Empty title="There is no application yet." action={create}>
          An application is what people log in to: it takes what the identity provider sends and makes accounts and
          roles of it. For example: a wiki that everybody may read and that editors come to by a group.
        </Empty>
      ) : (
        <OneApplication key={chosen} workspace={workspace.id} application={chosen} />
      )}
      <NewApplication
        opened={isNew}
        onClose={() => setNew(false)}
        onCreated={(id) => goTo(`${places.applications(workspace.id, id, "connection")}?new=1`)}
      />
    </div>
  );
}

function OneApplication({ workspace, application }: { workspace: string; application: string }) {
  const answer = useAnswer("applications.read", { workspace, application });
  return (
    <div className="application">
      <Answered answer={answer}>{(detail) => <ApplicationPage workspace={workspace} detail={detail} />}</Answered>
    </div>
  );
}
