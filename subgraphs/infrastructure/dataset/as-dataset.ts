import { Dataset } from "./dataset";

/** A dataset with its methods: the answer stored under an idempotency key comes back as plain JSON. */
export function asDataset(stored: Dataset): Dataset {
  return Object.assign(new Dataset(), stored, { modifiedAt: new Date(stored.modifiedAt) });
}
