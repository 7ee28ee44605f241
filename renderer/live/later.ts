import { loadLater } from "../components/load-later.tsx";

/** What stands over every screen of a workspace in live mode, each loaded when it is first shown. */
export const LiveBar = loadLater(async () => (await import("./LiveBar.tsx")).LiveBar);
export const Follower = loadLater(async () => (await import("./Follower.tsx")).Follower);
