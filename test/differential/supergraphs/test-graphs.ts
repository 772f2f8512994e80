import type { TestGraph } from "../world/test-graph";
import { city } from "./city";
import { media } from "./media";
import { shop } from "./shop";
import { thisGraph } from "./this-graph";
import { travel } from "./travel";

export function testGraphs(): TestGraph[] {
  return [shop, media, city, travel, thisGraph()];
}
