import { Alert } from "@mantine/core";
import type { ReactNode } from "react";

export interface NoticeProps {
  kind: "error" | "warning" | "success";
  title?: string;
  children: ReactNode;
}

const colours = { error: "red", warning: "orange", success: "green" } as const;

/** Something that a reader has to see. An error interrupts a screen reader; the others wait for their turn. */
export function Notice({ kind, title, children }: NoticeProps) {
  return (
    <Alert
      className="notice"
      color={colours[kind]}
      role={kind === "error" ? "alert" : "status"}
      p="xs"
      my="xs"
      {...(title !== undefined && { title })}
    >
      {children}
    </Alert>
  );
}
