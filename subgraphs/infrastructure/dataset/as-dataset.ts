import { Dataset } from "./dataset";

/** A dataset with its methods: the answer kept under an idempotency key comes back as plain JSON. */
export function asDataset(kept: Dataset): Dataset {
  return Object.assign(new Dataset(), kept, { modifiedAt: new Date(kept.modifiedAt) });
}
