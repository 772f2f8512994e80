import { Drawer, Modal } from "@mantine/core";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

export interface DialogProps {
  opened: boolean;
  onClose(): void;
  title: string;
  children: ReactNode;
}

/** Asks for something before the page goes on. The focus stays in it, Escape closes it and gives the focus back. */
export function Dialog({ opened, onClose, title, children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened={opened} onClose={onClose}>
      <Modal.Overlay />
      <Modal.Content>
        {/* Mantine's is a <header>, and a page has but one banner. */}
        <Modal.Header role="presentation">
          <Modal.Title fw={700}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t("close")} />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** The same, from the side and as high as the window: what stands beside the page where there is room for it. */
export function SidePanel({ opened, onClose, title, children }: DialogProps) {
  const { t } = useTranslation();
  // A dialog that it has opened is its child for React, and stands elsewhere: its Escape closes the dialog alone.
  const closeOnEscape = ({ key, target, currentTarget }: KeyboardEvent) => {
    if (key === "Escape" && target instanceof Node && currentTarget.contains(target)) onClose();
  };
  return (
    <Drawer.Root opened={opened} onClose={onClose} closeOnEscape={false} onKeyDown={closeOnEscape}>
      <Drawer.Overlay />
      <Drawer.Content>
        <Drawer.Header role="presentation">
          <Drawer.Title fw={700}>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={t("close")} />
        </Drawer.Header>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
