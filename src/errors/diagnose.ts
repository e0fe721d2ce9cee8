import { ToolError } from "./tool-error.ts";

/** Where a static Pod's fault was seen. */
export interface PodFault {
  /** The component: kube-apiserver, etcd, … */
  readonly component: string;
  readonly manifestPath: string;
  readonly evidence: readonly string[];
}

const STATE = "What was written stays in place, and the kubelet goes on trying.";
const AGAIN = "Run the same command again.";

function podError(code: string, fault: PodFault, what: string, why: string, fix: readonly string[]): ToolError {
  const explanation = { what, why: `${why} ${STATE}`, fix: [...fix, AGAIN] };
  return new ToolError(code, "failed", explanation, { evidence: fault.evidence });
}

/** The component does not know a flag of its command line. */
export function unknownFlag(fault: PodFault, flag: string): ToolError {
  const what = `${fault.component} does not know the flag ${flag}.`;
  const why = "It ends at every start, so waiting cannot help.";
  return podError("UnknownFlag", fault, what, why, [
    `grep -n -e ${flag} ${fault.manifestPath}`,
    `Remove or correct ${flag} in the configuration's extraArgs.`,
  ]);
}

/** A flag has a value that the component refuses. `reason` is the component's own. */
export function badFlagValue(fault: PodFault, flag: string, value: string | undefined, reason: string): ToolError {
  const shown = value === undefined ? "its value" : JSON.stringify(value);
  const what = `${fault.component} refuses ${shown} for ${flag}: ${reason}.`;
  const why = "It ends at every start, so waiting cannot help.";
  return podError("BadFlagValue", fault, what, why, [
    `grep -n -e ${flag} ${fault.manifestPath}`,
    `Correct ${flag} in the configuration.`,
  ]);
}

/** The component ended over its configuration, with a message that names no single flag. */
export function configurationRefused(fault: PodFault, reason: string): ToolError {
  const what = `${fault.component} refuses its configuration: ${reason}.`;
  return podError("ConfigurationRefused", fault, what, "It ends at every start, so waiting cannot help.", [
    `cat ${fault.manifestPath}`,
    "Correct what the message names.",
  ]);
}

/** A file that the component needs is not there or cannot be read. */
export function componentFileUnusable(fault: PodFault, path: string, reason: string): ToolError {
  const what = `${fault.component} cannot use ${path}: ${reason}.`;
  return podError("ComponentFileUnusable", fault, what, "It ends at every start without this file.", [
    `ls -l ${path}`,
    "Put the file in place, and see that a volume of the Pod mounts it.",
  ]);
}

/** A certificate and the key beside it do not belong together, or one of them is no PEM. */
export function certificateUnusable(fault: PodFault, files: readonly string[], reason: string): ToolError {
  const which = files.length === 0 ? "one of its certificates" : files.join(" and ");
  const what = `${fault.component} cannot use ${which}: ${reason}.`;
  return podError("CertificateUnusable", fault, what, "It ends at every start with these files.", [
    ...files.map((file) => `openssl pkey -pubout -in ${file} || openssl x509 -noout -pubkey -in ${file}`).slice(0, 2),
    "Put back a certificate and a key that belong together.",
  ]);
}

/** Somebody else listens where the component must. */
export function portTaken(fault: PodFault, address: string, by: string | undefined): ToolError {
  const port = address.slice(address.lastIndexOf(":") + 1);
  const what = `${fault.component} cannot listen on ${address}: the port is in use by ${by ?? "another process"}.`;
  return podError("PortTaken", fault, what, "It ends at every start while the port is taken.", [
    `ss -ltnp 'sport = :${port}'`,
    "Stop that process, or give one of the two another port.",
  ]);
}

/** The component shall listen on an address that the host does not have. */
export function addressNotOnHost(fault: PodFault, address: string): ToolError {
  const what = `${fault.component} cannot listen on ${address}: this host has no such address.`;
  return podError("AddressNotOnHost", fault, what, "It ends at every start while the address is missing.", [
    "ip -brief address",
    "Use an address of this host: localAPIEndpoint.advertiseAddress or --apiserver-advertise-address.",
  ]);
}

/** The API server refuses its advertise address. */
export function advertiseAddressUnusable(fault: PodFault, reason: string): ToolError {
  const what = `kube-apiserver cannot advertise its address: ${reason}.`;
  return podError("AdvertiseAddressUnusable", fault, what, "It ends at every start with this address.", [
    "ip -brief address",
    "Choose an address that other machines can reach: --apiserver-advertise-address.",
  ]);
}

/** The image is not on the host and cannot be had. */
export function imageMissing(fault: PodFault, image: string, reason: string): ToolError {
  const what = `The image ${image} of ${fault.component} is not on this host: ${reason}.`;
  return podError("ImageMissing", fault, what, "Without it no container can be made.", [
    `ctr -n k8s.io images pull ${image}`,
    "Check name and tag (imageRepository, kubernetesVersion), or import the image.",
  ]);
}

/** The image's binary is for another kind of machine. */
export function imageWrongArchitecture(fault: PodFault, image: string): ToolError {
  const what = `The image ${image} of ${fault.component} is for another architecture (exec format error).`;
  return podError("ImageWrongArchitecture", fault, what, "This machine cannot execute it.", [
    "uname -m",
    `ctr -n k8s.io images rm ${image}`,
    "Pull or import the image for this machine.",
  ]);
}

/** The runtime cannot make or start the container. */
export function containerNotStarted(fault: PodFault, reason: string): ToolError {
  const what = `The container of ${fault.component} cannot be started: ${reason}.`;
  return podError("ContainerNotStarted", fault, what, "The runtime refused it more than once with the same reason.", [
    "steadyplane service logs containerd",
    "Correct what the message names.",
  ]);
}

/** A volume of the Pod cannot be mounted. */
export function volumeNotMounted(fault: PodFault, reason: string): ToolError {
  const what = `A volume of ${fault.component} cannot be mounted: ${reason}.`;
  return podError("VolumeNotMounted", fault, what, "The kubelet starts no container without its volumes.", [
    `grep -n -A3 hostPath ${fault.manifestPath}`,
    "Make the path what the manifest says it is, or correct extraVolumes.",
  ]);
}

/** The kubelet cannot read the manifest. */
export function manifestNotAccepted(fault: PodFault, reason: string): ToolError {
  const what = `The kubelet does not accept ${fault.manifestPath}: ${reason}.`;
  return podError("ManifestNotAccepted", fault, what, "Without it there is no Pod.", [
    `cat ${fault.manifestPath}`,
    "Correct what put it there: configuration, patches or a change by hand.",
  ]);
}

/** The kubelet read the manifest and will not run the Pod. */
export function podRejected(fault: PodFault, reason: string): ToolError {
  const what = `The kubelet refuses to run ${fault.component}: ${reason}.`;
  return podError("PodRejected", fault, what, "A rejected static Pod is not tried again until its manifest changes.", [
    "nproc; free -m; df -h /var/lib/kubelet",
    "Make room, or lower the Pod's requests with a patch.",
  ]);
}

/** The API refuses the Pod that stands for a static one. `reason` is the API's own. */
export function mirrorPodRefused(fault: PodFault, reason: string): ToolError {
  const what = `The API refuses to show ${fault.component}'s Pod: ${reason}.`;
  return podError("MirrorPodRefused", fault, what, "The Pod runs all the same, but nobody sees it in the API.", [
    "kubectl get validatingadmissionpolicybindings,validatingwebhookconfigurations; kubectl get namespace kube-system -o yaml",
    "Exempt kube-system from the policy that the message names.",
  ]);
}

/** The kernel ended it for want of memory. */
export function outOfMemory(fault: PodFault): ToolError {
  const what = `${fault.component} was ended for want of memory, more than once.`;
  return podError("OutOfMemory", fault, what, "It will be ended again.", ["free -m", "Give the machine more memory."]);
}

/** It ends again and again, for a reason that none of the others names. */
export function crashLoop(fault: PodFault, times: number, exit: string): ToolError {
  const what = `${fault.component} ended ${times} times; the last time it ${exit}.`;
  return podError("CrashLoop", fault, what, "It ends shortly after every start.", [
    `tail -n 30 /var/log/pods/kube-system_${fault.component}-*/*/*.log`,
    "Correct what its last lines name.",
  ]);
}
