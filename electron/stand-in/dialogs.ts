import { control, record } from "./control.ts";

/** What is shown in a message box. */
export interface MessageBox {
  readonly message: string;
  readonly detail?: string;
  readonly buttons?: readonly string[];
  readonly cancelId?: number;
}

/** `dialog`: answered by what the test has put in `control.buttons`. */
export const dialog = {
  async showMessageBox(...args: readonly unknown[]): Promise<{ readonly response: number }> {
    return { response: dialog.showMessageBoxSync(...args) };
  },
  showMessageBoxSync(...args: readonly unknown[]): number {
    const box = args.at(-1) as MessageBox;
    record.messageBoxes.push(box);
    return control.buttons.shift() ?? box.cancelId ?? 0;
  },
};

/** `shell`: nothing is opened. */
export const shell = {
  async openExternal(url: string): Promise<void> {
    record.opened.push(url);
  },
};

/** `Menu`: the template is kept for the test to read. */
export const Menu = {
  buildFromTemplate: (template: unknown): unknown => template,
  setApplicationMenu: (menu: unknown): void => {
    record.menus.push(menu);
  },
};

/** `nativeTheme` of a light desktop. */
export const nativeTheme = { shouldUseDarkColors: false };
