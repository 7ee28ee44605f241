import "./stranger.css";

/** Instead of the app, where the address does not hold the secret of this start of the host. */
export function Stranger() {
  return (
    <main className="stranger">
      <h1>This address needs the link that Rehearsal printed when it started.</h1>
      <p>
        Look for it where you started Rehearsal, and open it whole, in this tab or another, with everything after the{" "}
        <code>#</code>. A link of an earlier start no longer works.
      </p>
    </main>
  );
}
