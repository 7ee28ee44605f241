import {
  IconApps,
  IconBroadcast,
  IconHistory,
  IconHome,
  IconIdBadge2,
  IconLayersDifference,
  IconPlayerPlay,
  IconUsers,
} from "@tabler/icons-react";
import { Link, useLocation } from "wouter";
import { places } from "../connection/places.ts";
import { usePreferences } from "../preferences.ts";

/** The screens, as links. Those of a workspace are there once one is open. */
export function Rail({ workspace, live = false }: { workspace: string | undefined; live?: boolean }) {
  const [path] = useLocation();
  const labels = usePreferences((state) => state.labels);
  return (
    <nav className="rail" aria-label="Screens" data-labels={labels}>
      {screensOf(workspace, live).map(({ name, to, icon: Icon, isHere }, index) => (
        <Link
          key={name}
          href={to}
          className="rail-link"
          aria-current={isHere(path) ? "page" : undefined}
          title={`${name} (Ctrl ${index + 1})`}
        >
          <Icon size={20} stroke={1.7} aria-hidden="true" />
          <span className="rail-label">{name}</span>
        </Link>
      ))}
    </nav>
  );
}

/** Every screen that can be gone to now, in the order of the rail: Ctrl 1 is the first. `live`: there is live mode here. */
export function screensOf(workspace: string | undefined, live = false) {
  const home = { name: "Home", to: places.home(), icon: IconHome, isHere: (path: string) => path === "/" };
  if (workspace === undefined) return [home];
  const isAt = (part: RegExp) => (path: string) => part.test(path);
  return [
    home,
    { name: "Directory", to: places.directory(workspace), icon: IconUsers, isHere: isAt(/^\/w\/[^/]+\/directory/) },
    { name: "Applications", to: places.applications(workspace), icon: IconApps, isHere: isAt(/^\/w\/[^/]+\/apps/) },
    { name: "Runs", to: places.runs(workspace), icon: IconPlayerPlay, isHere: isAt(/^\/w\/[^/]+\/runs?(\/|$)/) },
    { name: "Accounts", to: places.accounts(workspace), icon: IconIdBadge2, isHere: isAt(/^\/w\/[^/]+\/accounts/) },
    {
      name: "Compare",
      to: places.compare(workspace),
      icon: IconLayersDifference,
      isHere: isAt(/^\/w\/[^/]+\/compare/),
    },
    { name: "History", to: places.history(workspace), icon: IconHistory, isHere: isAt(/^\/w\/[^/]+\/history/) },
    ...(live
      ? [{ name: "Live", to: places.live(workspace), icon: IconBroadcast, isHere: isAt(/^\/w\/[^/]+\/live/) }]
      : []),
  ];
}
