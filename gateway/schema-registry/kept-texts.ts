import type { KeptText } from "./composing/composition";

/** Where a text that is kept whole comes from. */
export interface NamedText extends KeptText {
  /** trusted: of a client's manifest; saved: a saved query; gateway: what the gateway itself asks for. */
  source: "trusted" | "saved" | "gateway";
  /** Of the client, the saved query or the fact. */
  name: string;
}

/** All texts that are kept whole, for a check. Throws SERVICE_UNAVAILABLE where they cannot be read. */
export type ReadKeptTexts = () => Promise<readonly NamedText[]>;
