import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { Notice } from "../components/Notice.tsx";

interface FaultsState {
  readonly error: Error | undefined;
}

/** Catches a fault of a screen: what was saved is safe, and the rest of the app goes on. (React has this for classes only.) */
export class Faults extends Component<{ readonly children: ReactNode }, FaultsState> {
  override state: FaultsState = { error: undefined };

  static getDerivedStateFromError(error: Error): FaultsState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    if (isNotLoaded(error)) return <NotLoaded />;
    const action = <Button onClick={() => this.setState({ error: undefined })}>Show it again</Button>;
    return (
      <Notice tone="bad" title="This screen ran into a fault of Rehearsal." action={action}>
        <p>Everything that was saved is kept. Show it again, or go back to the previous place.</p>
        <details>
          <summary>Details</summary>
          <code>{error.message}</code>
        </details>
      </Notice>
    );
  }
}

/** The browser's own words for a part of the app that could not be fetched, and those of the bundler for its styles. */
function isNotLoaded({ message }: Error): boolean {
  return /dynamically imported module|importing a module script|preload CSS/i.test(message);
}

/** A part that was not fetched once is not asked for again until the page is. */
function NotLoaded() {
  const action = <Button onClick={() => window.location.reload()}>Load it again</Button>;
  return (
    <Notice tone="bad" title="This screen could not be loaded." action={action}>
      Rehearsal does not answer. If it was closed, start it again and open the link that it prints. Everything that was
      saved is kept.
    </Notice>
  );
}
