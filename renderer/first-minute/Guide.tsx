import { Button, CloseButton } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import { ErrorNotice } from "../components/Notice.tsx";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useCommand } from "../connection/use-command.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { useShortcutGroups } from "../keyboard/shortcuts.ts";
import { useLogin } from "../shell/use-login.ts";
import { closeGuide, type GuideNotes, noteAsked, useGuide } from "./guide.ts";
import type { GuideStage } from "./stage.ts";
import { STORY, STORY_LOGIN } from "./story.ts";
import { useGuideStage } from "./use-guide-facts.ts";
import "./guide.css";
import { Sentence } from "../components/Sentence.tsx";

/** The guide of the first minute, in a workspace where it was begun and not closed. It says the next thing to do. */
export function Guide() {
  const { id } = useWorkspace();
  const notes = useGuide((state) => state.workspaces[id]);
  return notes?.open === true ? <Strip workspace={id} notes={notes} /> : null;
}

function Strip({ workspace, notes }: { workspace: string; notes: GuideNotes }) {
  const { stage, nameRole } = useGuideStage(workspace, notes);
  const { login, busy: loggingIn, error: loginError } = useLogin(workspace);
  const { run: changePeople, busy: moving, error: moveError } = useCommand("directory.changePeople");
  useAskedByKey(workspace);
  if (stage === undefined) return null;
  const does: GuideDoes = {
    workspace,
    busy: loggingIn || moving,
    logIn: () => void login(STORY_LOGIN),
    move: () => {
      const change = { kind: "attribute", name: "department", value: STORY.newDepartment } as const;
      void changePeople({ workspace, people: [STORY.person], change });
    },
  };
  return (
    <aside className="guide" aria-label="Guide to the first minute">
      <span className="guide-place" aria-hidden="true">
        {numberOf(stage)} of 5
      </span>
      <p className="guide-text" aria-live="polite">
        {textOf(stage, nameRole)}
      </p>
      <Problem error={loginError ?? moveError} />
      <span className="guide-actions">{actionsOf(stage, does)}</span>
      <CloseButton size="sm" aria-label="Close the guide" onClick={() => closeGuide(workspace)} />
    </aside>
  );
}

function Problem({ error }: { error: ContractError | undefined }) {
  return error === undefined ? null : <ErrorNotice error={error} />;
}

interface GuideDoes {
  readonly workspace: string;
  readonly busy: boolean;
  readonly logIn: () => void;
  readonly move: () => void;
}

const NUMBERS: Readonly<Record<GuideStage["kind"], number>> = {
  begin: 1,
  refused: 1,
  watch: 1,
  why: 2,
  move: 3,
  again: 4,
  moved: 5,
};

function numberOf(stage: GuideStage): number {
  return stage.kind === "watch" && !stage.first ? 5 : NUMBERS[stage.kind];
}

/** What the strip says. */
export function textOf(stage: GuideStage, nameRole: (role: string) => string): ReactNode {
  const named = (roles: readonly string[]): string => roles.map(nameRole).join(" and ");
  const { firstName, applicationName, newDepartment } = STORY;
  switch (stage.kind) {
    case "begin":
      return `${firstName} has no account in ${applicationName} yet. Her first login makes one.`;
    case "refused":
      return <Sentence text={`The login was refused: ${stage.reason}`} />;
    case "watch":
      return stage.first
        ? `Watch ${firstName} log in to ${applicationName}. Space pauses, ← and → go step by step.`
        : `Watch the same login again. This time ${firstName}'s department has changed.`;
    case "why":
      return (
        <>
          {firstName} has an account in {applicationName}, with the role <strong>{named(stage.roles)}</strong>. Press W,
          or <em>Why?</em>, to see what gave it to her.
        </>
      );
    case "move":
      return `That role came from her department, ${stage.department}. Now move ${firstName} to ${newDepartment}.`;
    case "again":
      return (
        <>
          The directory says {stage.department}. {applicationName} still says {stage.known}, and{" "}
          <strong>{named(stage.roles)}</strong>: nobody has told it. Her next login will.
        </>
      );
    case "moved":
      return (
        <>
          The role moved: <strong>{named(stage.lost)}</strong> → <strong>{named(stage.gained) || "no role"}</strong>. It
          changed at the login, not before: that is the JIT gap.
        </>
      );
  }
}

function actionsOf(stage: GuideStage, does: GuideDoes): ReactNode {
  const { workspace, busy, logIn, move } = does;
  const moveButton = (
    <Button key="move" onClick={move} loading={busy} variant={stage.kind === "why" ? "default" : "filled"}>
      Move {STORY.firstName} to {STORY.newDepartment}
    </Button>
  );
  switch (stage.kind) {
    case "begin":
      return <LogIn onClick={logIn} busy={busy} label={`Log in as ${STORY.firstName}`} />;
    case "refused":
      return <LogIn onClick={logIn} busy={busy} label="Log in again" />;
    case "watch":
      return (
        <Button variant="default" onClick={() => goTo(places.run(workspace, stage.run, stage.until))}>
          {stage.first ? "Skip to her account" : "Skip to her role"}
        </Button>
      );
    case "why":
      return [
        <Button key="why" onClick={() => askWhy(workspace, stage.run, stage.until)}>
          Why?
        </Button>,
        moveButton,
      ];
    case "move":
      return [
        moveButton,
        <Button key="open" variant="default" onClick={() => goTo(places.directory(workspace, STORY.person))}>
          Open her in the Directory
        </Button>,
      ];
    case "again":
      return <LogIn onClick={logIn} busy={busy} label="Log in again" />;
    case "moved":
      return (
        <Button variant="default" onClick={() => closeGuide(workspace)}>
          Done
        </Button>
      );
  }
}

function LogIn({ onClick, busy, label }: { onClick: () => void; busy: boolean; label: string }) {
  return (
    <Button onClick={onClick} loading={busy}>
      {label}
    </Button>
  );
}

/** Asks the run on screen *Why?* about its role, as its own key would. */
function askWhy(workspace: string, run: string, step: number): void {
  goTo(places.run(workspace, run, step));
  noteAsked(workspace);
  // The screen may have to appear before it can be asked.
  requestAnimationFrame(() => findWhy()?.run());
}

function findWhy() {
  const { groups } = useShortcutGroups.getState();
  return groups
    .flatMap(({ shortcuts }) => shortcuts)
    .find(({ keys, enabled }) => enabled !== false && keys.includes("w"));
}

/** Takes note when *Why?* was asked with its key. */
function useAskedByKey(workspace: string): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === "w" && event.defaultPrevented && findWhy() !== undefined) noteAsked(workspace);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [workspace]);
}
