import type { ServiceName } from "../ports/services.ts";
import type { Program } from "../ports/source.ts";
import type { KernelSettings } from "./kernel/kernel-settings.ts";

/** One thing that a host lacks. */
export type ProvisionStep =
  | { readonly kind: "install-packages"; readonly names: readonly string[] }
  | {
      readonly kind: "set-kernel";
      readonly modules: readonly string[];
      readonly settings: KernelSettings;
      readonly fileText: string;
    }
  /** The text depends on the version of containerd, which may only be known once it is installed. */
  | { readonly kind: "configure-runtime" }
  | { readonly kind: "configure-network"; readonly text: string }
  | { readonly kind: "define-service"; readonly name: ServiceName; readonly text: string }
  | { readonly kind: "start-runtime"; readonly manner: "start" | "restart" }
  | { readonly kind: "install-binary"; readonly program: Program; readonly version: string }
  | { readonly kind: "import-images"; readonly references: readonly string[] };
