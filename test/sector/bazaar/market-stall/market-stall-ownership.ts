import { registerEnumType } from "type-graphql";

export enum MarketStallOwnership {
  PUBLIC = "PUBLIC",
  PRIVATE = "PRIVATE",
}

registerEnumType(MarketStallOwnership, {
  name: "MarketStallOwnership",
  description: "Who a market stall belongs to.",
  valuesConfig: {
    PUBLIC: { description: "To the State." },
    PRIVATE: { description: "To anybody else." },
  },
});
