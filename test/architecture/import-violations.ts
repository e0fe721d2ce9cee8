import { createRequire } from "node:module";
import { cruise } from "dependency-cruiser";
import type { ICruiseResult, IForbiddenRuleType, ICruiseOptions } from "dependency-cruiser";

interface Rules {
  readonly forbidden: IForbiddenRuleType[];
  readonly options: ICruiseOptions;
}

/** The import rules as the checker reads them. */
export const importRules = createRequire(import.meta.url)("../../.dependency-cruiser.cjs") as Rules;

/** Which import rules the folders below `directory` break, as `rule: from → to`, and how many files of ours were read. */
export async function importViolations(
  directory: string,
  folders: readonly string[],
): Promise<{ readonly violations: readonly string[]; readonly moduleCount: number }> {
  const { forbidden, options } = importRules;
  const { output } = await cruise([...folders], {
    ...options,
    baseDir: directory,
    validate: true,
    ruleSet: { forbidden },
  });
  const result = output as ICruiseResult;
  return {
    violations: result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    moduleCount: result.modules.filter(({ source }) => /^(src|cli|test)\//u.test(source)).length,
  };
}
