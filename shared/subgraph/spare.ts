import "../process/check-node";
import { becomeWhenTold } from "../process/become";
// All that every subgraph's process loads, which is most of the time that it takes to start.
import "./run-subgraph";

becomeWhenTold();
