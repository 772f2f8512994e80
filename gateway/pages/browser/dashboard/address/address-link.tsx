import { Anchor, type AnchorProps } from "@mantine/core";
import type { MouseEvent, ReactNode } from "react";
import { type AddressChange, addressOf, go, useAddress } from "./use-address";

export interface AddressLinkProps extends AnchorProps {
  to: AddressChange;
  children: ReactNode;
  onFollow?: () => void;
  isCurrent?: boolean;
  title?: string;
  "aria-label"?: string;
}

/** A link within the dashboard: opens without loading the page, and in a new tab as any link does. */
export function AddressLink({ to, children, onFollow, isCurrent, ...rest }: AddressLinkProps) {
  // So that it is written anew when the address changes.
  useAddress();
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
    onFollow?.();
    scrollTo({ top: 0 });
  };
  return (
    <Anchor
      {...rest}
      href={addressOf(to)}
      onClick={follow}
      {...(isCurrent && { "aria-current": "page" as const })}
    >
      {children}
    </Anchor>
  );
}
