import "../../shared/base/process/check-node";
import { runSubgraph } from "../../shared/kit/subgraph/run-subgraph";
import { procedures } from "./subgraph";

void runSubgraph(procedures);
