/** What is needed of js-yaml: a bundle leaves out the rest of it. */
export { getScalarValue, parseEvents } from "js-yaml";
