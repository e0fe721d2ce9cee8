import { parse } from "yaml";
import type { FileSystem } from "../../ports/file-system.ts";
import type { Http, HttpAnswer } from "../../ports/http.ts";
import type { ComponentExpectation } from "../expectation.ts";
import { hostAndPort } from "../host-and-port.ts";

const TIMEOUT_MS = 1_500;
const NAMES = ["startupProbe", "livenessProbe", "readinessProbe"] as const;

/** A probe by which the kubelet judges a component, asked as the kubelet does. */
export interface KubeletProbe {
  readonly name: (typeof NAMES)[number];
  readonly url: string;
  readonly answer: HttpAnswer;
}

/** Asks a component what its manifest has the kubelet ask. Only of `httpGet`; none where the manifest cannot be read. */
export async function askKubeletProbes(
  { files, http }: { readonly files: FileSystem; readonly http: Http },
  { manifestPath }: ComponentExpectation,
  address: string,
): Promise<readonly KubeletProbe[]> {
  const text = await files.readText(manifestPath);
  const probes = text.kind === "present" ? probesIn(text.value, address) : [];
  return Promise.all(
    probes.map(async (probe) => ({
      ...probe,
      answer: await http.request({ url: probe.url, timeoutMs: TIMEOUT_MS }),
    })),
  );
}

/** Whether the kubelet takes this for a failure (kubernetes, pkg/probe/http: 200 to 399 pass). */
export function isProbeFailing({ answer }: KubeletProbe): boolean {
  return answer.kind === "failed" || answer.status < 200 || answer.status >= 400;
}

interface HttpGet {
  readonly host?: string;
  readonly path?: string;
  readonly port?: string | number;
  readonly scheme?: string;
}
interface Container extends Readonly<Partial<Record<(typeof NAMES)[number], { readonly httpGet?: HttpGet }>>> {
  readonly ports?: readonly { readonly name?: string; readonly containerPort?: number }[];
}

function probesIn(text: string, address: string): readonly Omit<KubeletProbe, "answer">[] {
  const container = containerIn(text);
  return NAMES.flatMap((name) => {
    const get = container?.[name]?.httpGet;
    const port = container?.ports?.find((one) => one.name === get?.port)?.containerPort ?? get?.port;
    const scheme = (get?.scheme ?? "HTTP").toLowerCase();
    const url = `${scheme}://${hostAndPort(get?.host ?? address, port ?? "")}${get?.path ?? "/"}`;
    return get === undefined || !URL.canParse(url) ? [] : [{ name, url }];
  });
}

function containerIn(text: string): Container | undefined {
  try {
    return (parse(text) as { readonly spec?: { readonly containers?: readonly Container[] } } | null)?.spec
      ?.containers?.[0];
  } catch {
    return undefined;
  }
}
