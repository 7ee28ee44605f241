import { Modal, type ModalProps } from "@mantine/core";
import type { ReactNode } from "react";
import "./dialog.css";

/** A dialog over the screen, as long as it is rendered. It comes and goes at once, as keys expect. */
export function Dialog({
  title,
  size = "md",
  onClose,
  children,
}: {
  title: string;
  size?: ModalProps["size"];
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      transitionProps={{ duration: 0 }}
      classNames={{ content: "dialog", title: "dialog-title" }}
    >
      {children}
    </Modal>
  );
}
