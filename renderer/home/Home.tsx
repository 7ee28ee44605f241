import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { ContractError } from "../../core/contract/contract.ts";
import type { WorkspaceList, WorkspaceListItem } from "../../core/contract/results.ts";
import { Answered } from "../components/Answered.tsx";
import { Empty } from "../components/Empty.tsx";
import { ErrorNotice } from "../components/Notice.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { DropTarget } from "../import/DropTarget.tsx";
import { useTakeFiles } from "../import/use-take-files.ts";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { DamagedFiles } from "./DamagedFiles.tsx";
import { FolderLine } from "./FolderLine.tsx";
import { useLastPlace } from "./last-place.ts";
import { NewWorkspace, RemoveWorkspace, ShareCopy } from "./later.ts";
import { OpenFileButton } from "./OpenFile.tsx";
import { WatchCard } from "./WatchCard.tsx";
import { WorkspaceCard } from "./WorkspaceCard.tsx";
import "./home.css";

const DROP = "Drop a workspace file to open it, or people, mappings and settings to import them.";

/** A dialog of Home, and what it is about. */
export type HomeDialog =
  | { readonly kind: "new" }
  | { readonly kind: "share" | "remove"; readonly workspace: WorkspaceListItem };

/** Where everything begins: the first minute, the workspaces, and how to come by another one. */
export function Home() {
  const list = useAnswer("workspaces.list", {});
  const [dialog, setDialog] = useState<HomeDialog>();
  const [problem, setProblem] = useState<ContractError>();
  const files = useTakeFiles(setProblem);
  useShortcuts("Home", [{ keys: ["n"], title: "New workspace", run: () => setDialog({ kind: "new" }) }]);
  return (
    <>
      <section className="home" data-pane tabIndex={-1} aria-label="Home">
        <h1 className="home-title">
          Try identity changes before they are real. <span>Nothing leaves this computer; no tenant needed.</span>
        </h1>
        <Continue list={list.value} />
        <WatchCard list={list.value} />
        <section aria-labelledby="home-workspaces" className="home-section">
          <header className="home-bar">
            <h2 id="home-workspaces">Workspaces</h2>
            <Button onClick={() => setDialog({ kind: "new" })} variant="default">
              New workspace
            </Button>
            <OpenFileButton busy={files.busy} onFiles={files.take} />
          </header>
          {problem === undefined ? null : <ErrorNotice error={problem} />}
          <Answered answer={list}>{(value) => <Workspaces list={value} onDialog={setDialog} />}</Answered>
        </section>
      </section>
      {dialog === undefined ? null : <OpenDialog dialog={dialog} onClose={() => setDialog(undefined)} />}
      <DropTarget onFiles={files.take} hint={DROP} />
    </>
  );
}

function OpenDialog({ dialog, onClose }: { dialog: HomeDialog; onClose: () => void }) {
  switch (dialog.kind) {
    case "new":
      return <NewWorkspace onClose={onClose} />;
    case "share":
      return <ShareCopy workspace={dialog.workspace} onClose={onClose} />;
    case "remove":
      return <RemoveWorkspace workspace={dialog.workspace} onClose={onClose} />;
  }
}

/** Back to where one was, if that is still there. */
function Continue({ list }: { list: WorkspaceList | undefined }) {
  const last = useLastPlace((state) => state.last);
  if (last === undefined || !list?.workspaces.some(({ id }) => id === last.workspace)) return null;
  return (
    <Link href={last.to} className="home-continue">
      <span>
        Continue: <strong>{last.title}</strong>
      </span>
      <span aria-hidden="true">→</span>
    </Link>
  );
}

function Workspaces({ list, onDialog }: { list: WorkspaceList; onDialog: (dialog: HomeDialog) => void }) {
  const good = list.workspaces.filter(({ content }) => content !== undefined);
  const damaged = list.workspaces.filter(({ content }) => content === undefined);
  return (
    <>
      {good.length === 0 ? (
        <Empty title="No workspaces yet.">
          A workspace is one company in one file: its people, an identity provider, and applications. Watch a login to
          make the first one, or drop a file here: a workspace, or people and settings to import.
        </Empty>
      ) : (
        <ul className="home-grid" aria-label="Workspaces">
          {good.map((workspace) => (
            <WorkspaceCard key={workspace.id} workspace={workspace} onDialog={onDialog} />
          ))}
        </ul>
      )}
      {damaged.length === 0 ? null : <DamagedFiles files={damaged} />}
      <FolderLine folder={list.folder} />
    </>
  );
}
