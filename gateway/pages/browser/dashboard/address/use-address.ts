import { useMemo, useSyncExternalStore } from "react";
import { currentAddress } from "./current-address";
import { type Address, type AddressProblem, readAddress, writeAddress } from "./read-address";

const changed = "dashboard-address";

/** What of the address becomes another; null: nothing, as at the first visit. */
export type AddressChange = Partial<Omit<Address, "day">> & { day?: string | null };

/** The address as state: read wherever it is needed, changed by `go`. */
export function useAddress(): { address: Address; problems: readonly AddressProblem[] } {
  const search = useSyncExternalStore(subscribe, readSearch, readSearch);
  return useMemo(() => readAddress(search), [search]);
}

/** The address with some of it changed, for a link. */
export function addressOf(change: AddressChange): string {
  const current = currentAddress();
  const { day: before, ...rest } = readAddress(current.search).address;
  const { day = before, ...others } = change;
  return writeAddress({ ...rest, ...others, ...(day && { day }) }, current);
}

/** Goes there; Back comes back, unless it takes the place of what was shown. */
export function go(change: AddressChange, { replaces = false } = {}): void {
  const target = addressOf(change);
  if (replaces) history.replaceState(null, "", target);
  else history.pushState(null, "", target);
  dispatchEvent(new Event(changed));
}

function readSearch(): string {
  return currentAddress().search;
}

function subscribe(listener: () => void): () => void {
  addEventListener("popstate", listener);
  addEventListener(changed, listener);
  return () => {
    removeEventListener("popstate", listener);
    removeEventListener(changed, listener);
  };
}
