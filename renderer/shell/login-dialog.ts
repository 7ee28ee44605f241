import { create } from "zustand";

/** What the dialog starts with. */
export interface LoginWish {
  /** Id of the person. */
  readonly person?: string | undefined;
  /** Id of the application. */
  readonly application?: string | undefined;
}

interface LoginDialogStore {
  readonly wish: LoginWish | undefined;
}

/** The dialog in which somebody's login is asked for; open while there is a wish. */
export const useLoginDialog = create<LoginDialogStore>(() => ({ wish: undefined }));

/** Opens the dialog, from anywhere. */
export function askForLogin(wish: LoginWish = {}): void {
  useLoginDialog.setState({ wish });
}

/** Closes it. */
export function closeLoginDialog(): void {
  useLoginDialog.setState({ wish: undefined });
}
