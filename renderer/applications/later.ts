import { loadLater } from "../components/load-later.tsx";

/** Both sides of the connection. */
export const ConnectionTab = loadLater(async () => (await import("./ConnectionTab.tsx")).ConnectionTab);

/** From the directory to the account. */
export const MappingTab = loadLater(async () => (await import("./MappingTab.tsx")).MappingTab);

/** Which roles a login grants. */
export const RolesTab = loadLater(async () => (await import("./RolesTab.tsx")).RolesTab);

/** How accounts come to be apart from logins. */
export const ProvisioningTab = loadLater(async () => (await import("./ProvisioningTab.tsx")).ProvisioningTab);

/** What is known of this kind of application. */
export const AboutTab = loadLater(async () => (await import("./AboutTab.tsx")).AboutTab);

/** The dialog for a new application. */
export const NewApplication = loadLater(async () => (await import("./NewApplication.tsx")).NewApplication);

/** Loads what the applications do not show at first sight, so that it is there when it is asked for. */
export async function loadApplicationParts(): Promise<void> {
  await Promise.all(
    [ConnectionTab, MappingTab, RolesTab, ProvisioningTab, AboutTab, NewApplication].map(({ load }) => load()),
  );
}
