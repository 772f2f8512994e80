import { Text } from "@mantine/core";
import type { ReactNode } from "react";

/** Nothing is there, and why. */
export function Empty({ children }: { children: ReactNode }) {
  return (
    <Text size="sm" c="dimmed" p="sm">
      {children}
    </Text>
  );
}
