export interface CompiledSchema {
  readonly schema: string;
  readonly module: string;
  readonly keepsSchema?: boolean;
}
export const compiledSchemas: readonly CompiledSchema[];
export function compileSchema(schema: object): string;
export function compileFile(entry: CompiledSchema): string;
