import { becomeWhenTold } from "../../../shared/base/process/run-when-assigned";

/** What a stand-in for a subgraph tells of itself when it was a spare before. */
process.env.STUB_SPARE_URL = "a spare";
becomeWhenTold();
