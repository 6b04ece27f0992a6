import { type JsonObject, type Path } from "@netpolint/core";
import type { Tools } from "../tools.js";
import type { FieldProblem } from "./check-shape.js";
import type { Config } from "./config.js";

/** What the schema of a rule says of the options that are set for it. The validator loads where there are any. */
export async function checkOptions({ rules = {} }: Config, tools: Tools): Promise<readonly FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const [id, entry] of Object.entries(rules)) {
    const schema = tools.rules.find((rule) => rule.id === id)?.options?.schema;
    if (!schema || typeof entry !== "object") continue;
    problems.push(...(await problemsOf(schema, entry[1], ["rules", id, 1])));
  }
  return problems;
}

async function problemsOf(schema: JsonObject, options: JsonObject, path: Path): Promise<readonly FieldProblem[]> {
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const validate = new Ajv2020({ allErrors: true, ownProperties: true, strict: false }).compile(schema);
  if (validate(options)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => {
    const steps = instancePath.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    return { path: [...path, ...steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step))], message: `This ${message ?? "is wrong"}.` };
  });
}
