import { notifications } from "@mantine/notifications";
import { createElement } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import { Sentence } from "../components/Sentence.tsx";

/** Says in passing that something was done, failed, or is worth knowing. Errors stay until they are closed. */
export function tell(message: string, tone: "done" | "failed" | "note" = "done"): void {
  notifications.show({
    message: createElement(Sentence, { text: message }),
    color: tone === "failed" ? "red" : "indigo",
    autoClose: tone === "failed" ? false : 5_000,
    withBorder: true,
    closeButtonProps: { "aria-label": "Close this message" },
  });
}

/** An error in passing, where there is no place beside the control that asked. */
export function tellError(error: ContractError): void {
  tell(`${error.message} (${error.code})`, "failed");
}
