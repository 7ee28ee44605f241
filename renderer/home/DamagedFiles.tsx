import { Link } from "wouter";
import type { WorkspaceListItem } from "../../core/contract/results.ts";
import { Notice } from "../components/Notice.tsx";
import { places } from "../connection/places.ts";

/** Files of the folder that could not be read: what is wrong with each, and what to do. */
export function DamagedFiles({ files }: { files: readonly WorkspaceListItem[] }) {
  const title = files.length === 1 ? "One file could not be read." : `${files.length} files could not be read.`;
  return (
    <Notice tone="warn" title={title}>
      <ul className="home-damaged">
        {files.map(({ id, problem }) => (
          <li key={id}>
            <strong>{id}</strong> {problem} <Link href={places.directory(id)}>Try to open it</Link>
          </li>
        ))}
      </ul>
      Nothing is changed in such a file. Where the version before the last save is good, opening brings that one back
      and keeps the damaged file beside it. Otherwise put a good copy in its place.
    </Notice>
  );
}
