import type { DocumentKind } from "../document-kinds.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import type { Path } from "../path.ts";

/** Says what is wrong at a path: a clause without full stop, without the field's name. */
export type Report = (document: DocumentKind, path: Path, message: string, suggestion?: string) => void;

/** One thing that a configuration must fulfil. Values that another rule reports are passed over. */
export type Rule = (config: EffectiveConfig, report: Report) => void;
