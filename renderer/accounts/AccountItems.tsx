import { Menu } from "@mantine/core";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { formatToken, quote } from "../grid/filter.ts";
import { askForLogin } from "../shell/login-dialog.ts";
import { useLocalSignIn } from "./use-local-sign-in.ts";

/** An account, as far as a menu needs to know. */
export interface MenuAccount {
  readonly application: string;
  readonly id: string;
  readonly userName: string;
  /** Id of the person behind it, as far as somebody knows. */
  readonly person: string | undefined;
}

/** All that can be done with an account, as items of a menu. `onWhy`: absent where its values are on screen already. */
export function AccountItems({
  account: { application, userName, person },
  onWhy,
  onEdit,
}: {
  account: MenuAccount;
  onWhy?: () => void;
  onEdit: () => void;
}) {
  const { id: workspace, live } = useWorkspace();
  const signIn = useLocalSignIn(workspace, application);
  const isLive = live === true;
  return (
    <>
      <Menu.Label>{userName}</Menu.Label>
      {onWhy === undefined ? null : <Menu.Item onClick={onWhy}>Who set each value, and why</Menu.Item>}
      <Menu.Item disabled={isLive} onClick={() => askForLogin({ person, application })}>
        {person === undefined ? "Log in as…" : "Log in by the identity provider…"}
      </Menu.Item>
      <Menu.Item disabled={isLive} onClick={() => void signIn(userName)}>
        Sign in without the identity provider
      </Menu.Item>
      <Menu.Item disabled={isLive} onClick={onEdit}>
        Edit by hand…
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        onClick={() => goTo(places.history(workspace, `${formatToken("app", application)} ${quote(userName)}`))}
      >
        Show its history
      </Menu.Item>
      {person === undefined ? null : (
        <Menu.Item onClick={() => goTo(places.directory(workspace, person))}>
          Show the person in the directory
        </Menu.Item>
      )}
    </>
  );
}
