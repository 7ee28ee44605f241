import { Button, Checkbox, TextInput } from "@mantine/core";
import { IconBroadcast } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { ErrorNotice } from "../components/Notice.tsx";
import { useCommand } from "../connection/use-command.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { DueChoice } from "./DueChoice.tsx";

/** What live mode is, and the one thing to do: start it. */
export function StartLive() {
  const { id } = useWorkspace();
  const [port, setPort] = useState("");
  const [due, setDue] = useState(true);
  const [allowReset, setAllowReset] = useState(false);
  const { run, busy, error } = useCommand("live.start");
  const wrong = portProblem(port);
  const start = (event: FormEvent): void => {
    event.preventDefault();
    const asked = port.trim() === "" ? {} : { port: Number(port) };
    if (wrong === undefined) void run({ workspace: id, ...asked, due, allowReset });
  };
  return (
    <form className="live-start" onSubmit={start}>
      <Facts />
      <DueChoice workspace={id} due={due} onChange={setDue} />
      <Checkbox
        label="Allow reset"
        description="A POST to an address of its own puts the workspace back to where it was at the start, for test suites."
        checked={allowReset}
        onChange={(event) => setAllowReset(event.currentTarget.checked)}
      />
      <div className="live-form">
        <TextInput
          label="Port"
          description="Parties take the ports after it, one each."
          placeholder="Any that are free"
          inputMode="numeric"
          value={port}
          error={wrong}
          onChange={(event) => setPort(event.currentTarget.value)}
        />
        <Button type="submit" leftSection={<IconBroadcast size={14} aria-hidden="true" />} loading={busy}>
          Start live mode
        </Button>
      </div>
      {error === undefined ? null : <ErrorNotice error={error} />}
    </form>
  );
}

function Facts() {
  const { access } = useWorkspace();
  return (
    <>
      <p className="live-lead">
        Puts the identity providers and applications of this workspace on ports of this computer, so that real clients
        can sign in, read metadata and call SCIM. Every request becomes a run, step by step.
      </p>
      <ul className="live-facts">
        <li>
          Only programs on this computer reach it, and nothing is encrypted. For another address or for https, use{" "}
          <code>rehearse serve</code> with <code>--host</code> or <code>--tls</code>.
        </li>
        <li>The clock follows this computer’s for as long as it runs, and stays there.</li>
        <li>Keys and tokens that were published with a sample are replaced first.</li>
        <li>Only clients change the workspace while it runs: edits and logins of your own wait until it is stopped.</li>
        <li>
          {access.kind === "write"
            ? "What clients do is saved. To take it back, go back to a moment from before on Runs."
            : "Read-only: nothing that clients do is saved."}
        </li>
      </ul>
    </>
  );
}

/** What is wrong with a port as it was typed; nothing where it is left out. */
function portProblem(typed: string): string | undefined {
  const text = typed.trim();
  if (text === "" || (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535)) return undefined;
  return "A port is a number from 1 to 65535.";
}
