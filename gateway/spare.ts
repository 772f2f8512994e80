import "../shared/process/check-node";
import "./environment";
import { becomeWhenTold } from "../shared/process/become";
// All that the gateway's process loads.
import "./gateway";
import "./run-gateway";

becomeWhenTold();
