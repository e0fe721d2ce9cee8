import { LineCounter, parseDocument } from "yaml";
import type { AbsolutePath } from "../../domain/absolute-path.ts";
import type { JsonObject } from "../../domain/json.ts";
import type { DoctorFacts } from "../../diagnose/doctor/doctor-facts.ts";
import type { FileSystem } from "../../ports/file-system.ts";

type KubeletConfigurationFacts = Pick<
  DoctorFacts,
  "kubeletConfiguration" | "kubeletConfigurationRemark" | "kubeletConfigPath"
>;

/** The kubelet's configuration file, or where it cannot be decoded. */
export async function observeKubeletConfiguration(
  path: AbsolutePath,
  files: FileSystem,
): Promise<KubeletConfigurationFacts> {
  const text = await files.readText(path);
  if (text.kind !== "present") {
    return { kubeletConfiguration: text, kubeletConfigurationRemark: undefined, kubeletConfigPath: path };
  }
  const lines = new LineCounter();
  const document = parseDocument(text.value, { lineCounter: lines });
  const [error] = document.errors;
  const value: unknown = error === undefined ? document.toJS() : undefined;
  if (error === undefined && typeof value === "object" && value !== null && !Array.isArray(value)) {
    const configuration = { kind: "present", value: value as JsonObject } as const;
    return { kubeletConfiguration: configuration, kubeletConfigurationRemark: undefined, kubeletConfigPath: path };
  }
  const { line, col } = lines.linePos(error?.pos[0] ?? 0);
  const says = (error?.message ?? "").split(/ at line \d|\n/u)[0] ?? "";
  return {
    kubeletConfiguration: { kind: "unreadable", reason: "it cannot be decoded" },
    kubeletConfigurationRemark: {
      reason: error === undefined ? "is no KubeletConfiguration" : `is not YAML: ${says}`,
      position: error === undefined ? undefined : { line, column: col },
    },
    kubeletConfigPath: path,
  };
}
