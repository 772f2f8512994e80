import type { Address } from "../address/read-address";
import type { View } from "./view";

/** What an address shows, by the graph's own day: a day that has not come is today. */
export function viewAt(address: Address, today: string): View {
  const past = address.day !== undefined && address.day < today ? address.day : null;
  return { address, day: past ?? today, asOf: past, today };
}
