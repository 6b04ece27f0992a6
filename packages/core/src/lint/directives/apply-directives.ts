import type { Finding } from "../finding.js";
import type { CheckedDirective, Directive } from "./directive.js";

export interface DisabledFinding {
  readonly finding: Finding;
  /** The first of the directives that disable it. */
  readonly directive: Directive;
}

export interface AppliedDirectives {
  readonly kept: readonly Finding[];
  readonly disabled: readonly DisabledFinding[];
  readonly directives: readonly CheckedDirective[];
}

/** `today` is `YYYY-MM-DD`; where it is not known nothing expires. */
export function applyDirectives(
  findings: readonly Finding[],
  directives: readonly Directive[],
  today: string | undefined,
): AppliedDirectives {
  if (directives.length === 0) return { kept: findings, disabled: [], directives: [] };
  const used = new Map(directives.map((directive) => [directive, new Set<string>()]));
  const isExpired = ({ until }: Directive): boolean => today !== undefined && until !== null && until < today;
  const inForce = directives.filter(({ problem }) => problem === null);
  markEnabling(inForce, used);
  const kept: Finding[] = [];
  const disabled: DisabledFinding[] = [];
  const near = byFile(inForce);
  for (const finding of findings) {
    const candidates = near(finding.file);
    const disabling = candidates.filter((directive) => isDisabledBy(finding, directive, candidates));
    for (const directive of disabling) used.get(directive)?.add(finding.ruleId);
    const directive = disabling.find((one) => !isExpired(one));
    if (directive) disabled.push({ finding, directive });
    else kept.push(finding);
  }
  const checked = directives.map((directive) => ({
    ...directive,
    used: used.get(directive) ?? new Set<string>(),
    expired: directive.problem === null && isExpired(directive),
  }));
  return { kept, disabled, directives: checked };
}

/** The directives that may be about findings of a file, in their order. */
function byFile(directives: readonly Directive[]): (file: string) => readonly Directive[] {
  const known = new Map<string, readonly Directive[]>();
  return (file) => {
    const own = known.get(file) ?? directives.filter(({ scope }) => scope.file === null || scope.file === file);
    known.set(file, own);
    return own;
  };
}

function isDisabledBy(finding: Finding, directive: Directive, directives: readonly Directive[]): boolean {
  if (directive.kind === "enable" || !covers(directive, finding) || !names(directive, finding.ruleId)) return false;
  if (directive.kind !== "block") return true;
  return !directives.some(
    (other) => other.kind === "enable" && isBetween(other, directive, finding) && names(other, finding.ruleId),
  );
}

function names({ rules }: Directive, rule: string): boolean {
  return rules.length === 0 || rules.includes(rule);
}

function covers({ scope: { file, first, last, namespace } }: Directive, finding: Finding): boolean {
  if (namespace !== undefined) return finding.object?.namespace === namespace;
  const { line } = finding.range.start;
  return finding.file === file && first <= line && line <= last;
}

/** Directives are in the order of their places. */
function isBetween({ scope }: Directive, block: Directive, finding: Finding): boolean {
  return scope.file === finding.file && scope.first > block.scope.first && scope.first <= finding.range.start.line;
}

/** An `enable` is used where a block before it is about the same rules. */
function markEnabling(directives: readonly Directive[], used: ReadonlyMap<Directive, Set<string>>): void {
  for (const [index, directive] of directives.entries()) {
    if (directive.kind !== "enable") continue;
    const blocks = directives
      .slice(0, index)
      .filter(({ kind, scope }) => kind === "block" && scope.file === directive.scope.file);
    const ended = blocks.flatMap(({ rules }) => (rules.length === 0 ? directive.rules : rules));
    for (const rule of ended) if (names(directive, rule)) used.get(directive)?.add(rule);
    if (directive.rules.length === 0 && blocks.length > 0) used.get(directive)?.add("");
  }
}
