import { Anchor, type AnchorProps } from "@mantine/core";
import { type MouseEvent, type ReactNode, useRef } from "react";
import { type AddressChange, addressOf, go, useAddress } from "../address/use-address";
import { usePrefetch } from "../live/use-prefetch";

export interface AddressLinkProps extends AnchorProps {
  to: AddressChange;
  children: ReactNode;
  onFollow?: () => void;
  isCurrent?: boolean;
  title?: string;
  "aria-label"?: string;
}

/** A pointer that only passes over a link leaves it sooner, in milliseconds. */
const restMs = 60;

/**
 * A link within the dashboard: opens without loading the page, and in a new tab as any link does. What it leads to is asked
 * for when the pointer rests on it, or the focus comes to it.
 */
export function AddressLink({ to, children, onFollow, isCurrent, ...anchor }: AddressLinkProps) {
  // So that it is written anew when the address changes.
  useAddress();
  const prefetch = usePrefetch();
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
    onFollow?.();
    scrollTo({ top: 0 });
  };
  return (
    <Anchor
      {...anchor}
      href={addressOf(to)}
      onClick={follow}
      onPointerEnter={() => {
        rest.current = setTimeout(prefetch, restMs, to);
      }}
      onPointerLeave={() => clearTimeout(rest.current)}
      onPointerDown={() => prefetch(to)}
      onFocus={() => prefetch(to)}
      {...(isCurrent && { "aria-current": "page" as const })}
    >
      {children}
    </Anchor>
  );
}
