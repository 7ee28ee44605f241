import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useEffect, useMemo } from "react";
import { Redirect, Route, Router, Switch } from "wouter";
import type { Client } from "../core/contract/contract.ts";
import { FocusKeeper } from "./components/FocusKeeper.tsx";
import { ask, outdate } from "./connection/answers.ts";
import { EngineContext, useEngine } from "./connection/engine-context.ts";
import { hrefOf, useHashLocation, useHashSearch } from "./connection/hash-location.ts";
import { decodePart } from "./connection/places.ts";
import { useReach, watchReach } from "./connection/reach.ts";
import { tell } from "./connection/told.ts";
import { useAnswer } from "./connection/use-answer.ts";
import { WorkspaceContext } from "./connection/workspace-context.ts";
import { Home } from "./home/Home.tsx";
import { KeyListener } from "./keyboard/KeyListener.tsx";
import { usePreferences } from "./preferences.ts";
import { SCREENS } from "./screens.ts";
import { CannotOpen } from "./shell/CannotOpen.tsx";
import { Faults } from "./shell/Faults.tsx";
import { Overlays } from "./shell/Overlays.tsx";
import { Shell } from "./shell/Shell.tsx";
import { Stranger } from "./shell/Stranger.tsx";
import { cssVariables, theme } from "./theme/theme.ts";

/** The app around an engine: theme, places, and the screen that the address names. */
export function App({ engine: given }: { engine: Client }) {
  const engine = useMemo(() => watchReach(given), [given]);
  const scheme = usePreferences((state) => state.theme);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      {...(scheme === "auto" ? { defaultColorScheme: "auto" } : { forceColorScheme: scheme })}
    >
      <EngineContext value={engine}>
        <Router hook={useHashLocation} searchHook={useHashSearch} hrefs={hrefOf}>
          <Listener engine={engine} />
          <KeyListener />
          <FocusKeeper />
          <Notifications position="bottom-center" limit={3} className="told" />
          <Places />
        </Router>
      </EngineContext>
    </MantineProvider>
  );
}

/** The screen that the address names; a fault of one is left behind with it. */
function Places() {
  const isStranger = useReach(({ reach }) => reach === "stranger");
  const [path] = useHashLocation();
  return <Faults key={path.split("/")[2]}>{isStranger ? <Stranger /> : <Screens />}</Faults>;
}

function Screens() {
  return (
    <Switch>
      <Route path="/w/:workspace/*?">
        {({ workspace }) => <InWorkspace key={workspace} id={decodePart(workspace)} />}
      </Route>
      <Route path="/">
        <Shell workspace={undefined}>
          <Home />
        </Shell>
        <Overlays workspace={undefined} />
      </Route>
      <Route>
        <Redirect to="/" />
      </Route>
    </Switch>
  );
}

/** Everything that the engine says without being asked. */
function Listener({ engine }: { engine: Client }): null {
  useEffect(
    () =>
      engine.subscribe((event) => {
        if (event.type === "changed") outdate(event.workspace);
        if (event.type !== "engineRestarted") return;
        outdate();
        tell("The simulation engine stopped and was started again. The last saved state is restored.", "note");
      }),
    [engine],
  );
  return null;
}

/** The screens of one workspace, which is opened first. */
function InWorkspace({ id }: { id: string }) {
  const [path] = useHashLocation();
  const engine = useEngine();
  const { value: workspace, error } = useAnswer("workspaces.open", { workspace: id });
  const isOpen = workspace !== undefined;
  useEffect(() => {
    // Nearly everything begins with a person: the table is there by the time somebody looks for one.
    if (isOpen) void ask(engine, "directory.table", { workspace: id });
  }, [engine, id, isOpen]);
  if (workspace === undefined) {
    return <Shell workspace={undefined}>{error === undefined ? null : <CannotOpen id={id} error={error} />}</Shell>;
  }
  return (
    <WorkspaceContext value={workspace}>
      <Shell workspace={workspace}>
        <Faults key={path.split("/")[3]}>
          <Switch>
            {SCREENS.map(([path, Screen]) => (
              <Route key={path} path={`/w/:workspace/${path}`} component={Screen} />
            ))}
            <Route>
              <Redirect to={`/w/${encodeURIComponent(id)}/directory`} />
            </Route>
          </Switch>
        </Faults>
      </Shell>
      <Overlays workspace={workspace} />
    </WorkspaceContext>
  );
}
