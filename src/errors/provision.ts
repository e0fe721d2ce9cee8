import { ToolError } from "./tool-error.ts";

/** A service was to be started that the host knows nothing of. */
export function serviceNotDefined(name: string, path: string): ToolError {
  return new ToolError("ServiceNotDefined", "failed", {
    what: `The service ${name} is not defined on this host (${path} is absent).`,
    why: "Without a definition nobody knows how to start it. Nothing was changed.",
    fix: ["steadyplane up", `Or write ${path}.`],
  });
}

/** The supervisor itself did not come up; a service that starts and ends again is not this. */
export function serviceDidNotStart(name: string, log: string, lines: readonly string[]): ToolError {
  return new ToolError(
    "ServiceDidNotStart",
    "failed",
    {
      what: `The supervisor of ${name} did not start it.`,
      why: `${name} does not run now. Files on this host are as they were.`,
      fix: [`tail ${log}`, `steadyplane service restart ${name}`],
    },
    { evidence: lines },
  );
}

/** The supervisor ignored its signal. */
export function serviceDidNotStop(name: string, pid: number): ToolError {
  return new ToolError("ServiceDidNotStop", "failed", {
    what: `The supervisor of ${name} (pid ${pid}) did not end.`,
    why: `${name} may still be running.`,
    fix: [`kill -KILL ${pid}`, `Then stop ${name} again, which ends what the supervisor left.`],
  });
}

/** Debian packages are needed on a host that has no apt-get. */
export function packageManagerMissing(packages: readonly string[]): ToolError {
  return new ToolError("PackageManagerMissing", "failed", {
    what: `This host lacks ${packages.join(", ")} and has no apt-get to install them with.`,
    why: "Pods cannot run without them. Nothing was changed.",
    fix: [`Install ${packages.join(", ")} with this host's package manager, then run the same command again.`],
  });
}

/** Another program kept the package database for as long as we wait. */
export function packageManagerLocked(holder: string, lock: string, waitedMs: number): ToolError {
  return new ToolError("PackageManagerLocked", "failed", {
    what: `The package database is held by ${holder}, for more than ${Math.round(waitedMs / 1000)} s.`,
    why: `apt-get cannot install anything while ${lock} is held. No package was installed.`,
    fix: [`fuser -v ${lock}`, "Let it end, then run the same command again."],
  });
}

/** An earlier dpkg was killed half way. */
export function packageManagerInterrupted(lines: readonly string[]): ToolError {
  return new ToolError(
    "PackageManagerInterrupted",
    "failed",
    {
      what: "An earlier run of dpkg was interrupted.",
      why: "apt-get installs nothing before that is repaired. No package was installed.",
      fix: ["dpkg --configure -a", "Then run the same command again."],
    },
    { evidence: lines },
  );
}

/** No answer from any package mirror. */
export function packagesUnreachable(packages: readonly string[], lines: readonly string[]): ToolError {
  return new ToolError(
    "PackagesUnreachable",
    "failed",
    {
      what: `No package mirror could be reached to install ${packages.join(", ")}.`,
      why: "Pods cannot run without them. No package was installed.",
      fix: [
        "apt-get update",
        "Check name resolution, proxy and /etc/apt/sources.list, then run the same command again.",
      ],
    },
    { evidence: lines },
  );
}

/** apt-get failed for another reason; its own words are the evidence. */
export function packagesFailed(packages: readonly string[], lines: readonly string[]): ToolError {
  const command = `apt-get install --no-install-recommends ${packages.join(" ")}`;
  return new ToolError(
    "PackagesFailed",
    "failed",
    {
      what: `apt-get could not install ${packages.join(", ")}.`,
      why: "Pods cannot run without them. Some of them may be installed now.",
      fix: [command, "Repair what it complains about, then run the same command again."],
    },
    { evidence: lines },
  );
}

/** Programs shall be built and there is no compiler. */
export function goMissing(): ToolError {
  return new ToolError("GoMissing", "failed", {
    what: "The Go compiler was found neither on the PATH nor in /usr/local/go.",
    why: "Kubernetes and etcd are built from their Go modules on this host. Nothing was built.",
    fix: ["Install Go from https://go.dev/dl, then run the same command again."],
  });
}

/** The modules of a program could not be fetched or verified. */
export function moduleUnavailable(module: string, lines: readonly string[]): ToolError {
  return new ToolError(
    "ModuleUnavailable",
    "failed",
    {
      what: `The Go module ${module} could not be fetched and verified.`,
      why: "Programs are built only from modules that the checksum database knows. Nothing was installed.",
      fix: [`go mod download ${module}`, "Check the version, GOPROXY and GOSUMDB, then run the same command again."],
    },
    { evidence: lines },
  );
}

/** The compiler refused; its last words are the evidence. */
export function buildFailed(program: string, module: string, lines: readonly string[]): ToolError {
  return new ToolError(
    "BuildFailed",
    "failed",
    {
      what: `${program} could not be built from ${module}.`,
      why: "This host cannot run it. What was built before is kept; nothing was installed.",
      fix: ["df -h /var/cache /root/.cache /tmp", "Look at the lines below, then run the same command again."],
    },
    { evidence: lines },
  );
}

/** An image name that this source makes nothing for. */
export function imageNotOffered(reference: string, source: string, repository: string): ToolError {
  return new ToolError("ImageNotOffered", "failed", {
    what: `The source ${source} has no image ${reference}.`,
    why: "Its Pod could not start. Nothing was imported.",
    fix: [`Set imageRepository to ${repository}, or choose another source.`],
  });
}

/** An image is made from a file that the host does not have. */
export function imageContentMissing(reference: string, path: string): ToolError {
  return new ToolError("ImageContentMissing", "failed", {
    what: `The image ${reference} is made from ${path}, which is absent.`,
    why: "Its Pod could not start. Nothing was imported.",
    fix: ["apt-get install --no-install-recommends catatonit", "Then run the same command again."],
  });
}

/** The runtime did not take an image archive. */
export function imageImportFailed(reference: string, lines: readonly string[]): ToolError {
  return new ToolError(
    "ImageImportFailed",
    "failed",
    {
      what: `containerd did not import the image ${reference}.`,
      why: "Its Pod could not start. Images imported before it are kept.",
      fix: ["df -h /var/lib/containerd", "steadyplane service logs containerd", "Then run the same command again."],
    },
    { evidence: lines },
  );
}

/** containerd does not say which one it is. */
export function runtimeVersionUnknown(lines: readonly string[]): ToolError {
  return new ToolError(
    "RuntimeVersionUnknown",
    "failed",
    {
      what: "containerd could not be asked for its version.",
      why: "Its configuration depends on it. It was not configured; what was installed before is kept.",
      fix: ["containerd --version", "Repair what it complains about, then run the same command again."],
    },
    { evidence: lines },
  );
}

/** A containerd of a version that no configuration is known for. */
export function runtimeUnsupported(version: string): ToolError {
  return new ToolError("RuntimeUnsupported", "failed", {
    what: `containerd ${version} is too old.`,
    why: "Its configuration and CRI differ from what is known here, which begins with 1.6. It was not configured.",
    fix: ["apt-get install --only-upgrade containerd", "Then run the same command again."],
  });
}

/** The runtime was started and its CRI does not answer. */
export function runtimeNotAnswering(socket: string, waitedMs: number, lines: readonly string[]): ToolError {
  return new ToolError(
    "RuntimeNotAnswering",
    "failed",
    {
      what: `containerd did not answer at ${socket} within ${Math.round(waitedMs / 1000)} s.`,
      why: "No Pod can run without it. It goes on being started.",
      fix: ["steadyplane service logs containerd", "Repair what it complains about, then run the same command again."],
    },
    { evidence: lines },
  );
}

/** A kernel parameter could not be set. */
export function kernelSettingRefused(name: string, value: string, lines: readonly string[]): ToolError {
  return new ToolError(
    "KernelSettingRefused",
    "failed",
    {
      what: `The kernel parameter ${name} could not be set to ${value}.`,
      why: "Pods could not reach each other or the outside. What was installed before is kept.",
      fix: [`sysctl -w ${name}=${value}`, "In a container, set it on the machine that runs the container."],
    },
    { evidence: lines },
  );
}

/** The program to install is a checkout that has not been built. */
export function notBuilt(home: string): ToolError {
  return new ToolError("NotBuilt", "failed", {
    what: `${home}/dist does not hold this program.`,
    why: "up leaves steadyplane on the PATH, and has nothing to put there. Nothing was changed.",
    fix: ["npm run up, which builds it first"],
  });
}
