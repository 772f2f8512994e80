import "../../../shared/base/process/check-node";
import { runSubgraph } from "../../../shared/kit/subgraph/run-subgraph";
import { bazaar } from "./subgraph";

void runSubgraph(bazaar);
