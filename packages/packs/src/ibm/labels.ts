/** The labels that IBM's pages give the pods of Event Processing and of IBM Operator for Apache Flink. */
export const eventProcessingOperator = {
  "app.kubernetes.io/instance": "ibm-ep-operator",
  "app.kubernetes.io/name": "ibm-event-processing",
} as const;

export const eventProcessing = {
  "app.kubernetes.io/component": "ibm-ep",
  "app.kubernetes.io/managed-by": "ibm-ep-operator",
} as const;

export const flinkOperator = {
  "app.kubernetes.io/instance": "ibm-eventautomation-flink-operator",
  "app.kubernetes.io/name": "flink-kubernetes-operator",
  name: "ibm-eventautomation-flink-operator",
} as const;

export const flink = {
  "app.kubernetes.io/instance": "ibm-eventautomation-flink",
  "app.kubernetes.io/managed-by": "ibm-eventautomation-flink-operator",
  "app.kubernetes.io/name": "ibm-eventautomation-flink",
} as const;
