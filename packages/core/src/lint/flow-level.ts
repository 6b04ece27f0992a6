/** `must` and `may` are required flows, `mustNot` is a forbidden one. */
export type FlowLevel = "must" | "may" | "mustNot";
