import { notifications } from "@mantine/notifications";

/** Says in passing what was saved, with the way back. */
export function tellSaved(what: string, undo: () => void): void {
  const id = notifications.show({
    message: (
      <span className="told-saved">
        {what}{" "}
        <button
          type="button"
          className="link-button"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </button>
      </span>
    ),
    color: "indigo",
    autoClose: 8_000,
    withBorder: true,
    closeButtonProps: { "aria-label": "Close this message" },
  });
}
