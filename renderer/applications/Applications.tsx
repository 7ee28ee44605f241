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
import { NewApplication } from "./later.ts";
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
      {isNew ? (
        <NewApplication
          onClose={() => setNew(false)}
          onCreated={(id) => goTo(`${places.applications(workspace.id, id, "connection")}?new=1`)}
        />
      ) : null}
    </div>
  );
}

function OneApplication({ workspace, application }: { workspace: string; application: string }) {
  const answer = useAnswer("applications.read", { workspace, application });
  const { applications } = useWorkspace();
  const [first] = applications;
  if (answer.error?.code === "APPLICATION_UNKNOWN" && first !== undefined) {
    const way = <Button onClick={() => goTo(places.applications(workspace, first.id))}>Show {first.name}</Button>;
    return (
      <Empty title={answer.error.message} action={way}>
        It may have been removed. Choose another one from the list.
      </Empty>
    );
  }
  return (
    <div className="application">
      <Answered answer={answer}>{(detail) => <ApplicationPage workspace={workspace} detail={detail} />}</Answered>
    </div>
  );
}
