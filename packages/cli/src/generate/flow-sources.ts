import { expectationFlows } from "./expectation-flows.js";
import type { FlowSource } from "./flow-source.js";
import { otterizeFlows } from "./otterize-flows.js";
import { packFlows } from "./pack-flows.js";
import { trafficFlows } from "./traffic-flows.js";

/** What `--from` can name, in the order in which they are asked whether a word is theirs. */
export const flowSources: readonly FlowSource[] = [packFlows, expectationFlows, otterizeFlows, trafficFlows];
