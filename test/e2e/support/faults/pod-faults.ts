import { IMAGE_REPOSITORY, KUBERNETES_VERSION } from "../../../lab/node-source.ts";
import { importBrokenImage } from "../broken-image.ts";
import { type Fault, manifest, MANIFESTS, withFlag } from "./fault.ts";

const SCHEDULER_IMAGE = `${IMAGE_REPOSITORY}/kube-scheduler:${KUBERNETES_VERSION}`;
const withImage = (image: string, policy = "IfNotPresent") =>
  manifest(
    "kube-scheduler",
    `s#^( *)image: .*#\\1image: "${image}"#; s#imagePullPolicy: .*#imagePullPolicy: ${policy}#`,
  );

/** Of one Pod: its manifest, its image, its process. */
export const POD_FAULTS: readonly Fault[] = [
  {
    name: "port taken by another process",
    isFew: true,
    component: "kube-scheduler",
    provoke: async (host) =>
      host.sh(`pkill -KILL -x kube-scheduler; sleep 0.2
        setsid socat TCP-LISTEN:10259,bind=127.0.0.1,fork EXEC:true </dev/null >/dev/null 2>&1 &`),
    repair: async (host) => host.sh("pkill -x socat"),
    code: "PortTaken",
    says: /10259.*socat/su,
  },
  {
    name: "bad value",
    component: "kube-scheduler",
    provoke: withFlag("kube-scheduler", "--kube-api-burst=many"),
    code: "BadFlagValue",
    says: /kube-api-burst/u,
  },
  {
    name: "missing image",
    component: "kube-scheduler",
    provoke: withImage("example.com/none:v1", "Never"),
    code: "ImageMissing",
    says: /example\.com\/none:v1/u,
  },
  {
    name: "pull refused",
    isFew: true,
    component: "kube-scheduler",
    provoke: withImage("127.0.0.1:1/none:v1"),
    code: "ImageMissing",
    says: /127\.0\.0\.1:1.*refused/su,
  },
  {
    name: "image of another architecture",
    component: "kube-scheduler",
    provoke: async (host) => {
      await importBrokenImage(host, `${SCHEDULER_IMAGE}-other`, "kube-scheduler");
      await withImage(`${SCHEDULER_IMAGE}-other`)(host);
    },
    code: "ImageWrongArchitecture",
    says: /architecture|exec format error/iu,
  },
  {
    name: "file or key that cannot be read",
    component: "kube-scheduler",
    provoke: manifest("kube-scheduler", `s#([ "])--kubeconfig=[^"]*#\\1--kubeconfig=/etc/kubernetes/none.conf#`),
    code: "ComponentFileUnusable",
    says: /none\.conf/u,
  },
  {
    name: "address that the host does not have",
    isFew: true,
    component: "kube-scheduler",
    provoke: manifest("kube-scheduler", "s#--bind-address=127.0.0.1#--bind-address=192.0.2.77#"),
    code: "AddressNotOnHost",
    says: /192\.0\.2\.77/u,
  },
  {
    name: "manifest half written",
    component: "kube-scheduler",
    provoke: async (host) =>
      host.sh(`head -c 300 /root/kept/manifests/kube-scheduler.yaml >${MANIFESTS}/.x; echo '  : [' >>${MANIFESTS}/.x
        mv ${MANIFESTS}/.x ${MANIFESTS}/kube-scheduler.yaml`),
    code: "ManifestNotAccepted",
    says: /kube-scheduler\.yaml/u,
  },
  {
    name: "two manifests for one Pod, or a backup in the folder",
    component: "kube-scheduler",
    provoke: async (host) => host.sh(`cp -p ${MANIFESTS}/kube-scheduler.yaml ${MANIFESTS}/kube-scheduler.yaml.bak`),
    code: "ManifestTwice",
    says: /kube-scheduler\.yaml\.bak/u,
  },
  {
    name: "more CPU asked for than there is",
    isFew: true,
    component: "kube-scheduler",
    provoke: manifest("kube-scheduler", `s#cpu: .*#cpu: "900"#`),
    code: "PodRejected",
    says: /cpu/iu,
  },
  {
    name: "the API refuses the mirror Pod",
    component: "kube-scheduler",
    provoke: async (host) =>
      host.sh(`k="kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-system"
        $k label --overwrite namespace kube-system pod-security.kubernetes.io/enforce=restricted
        $k delete pod kube-scheduler-${host.hostname} --grace-period=0 --force`),
    repair: async (host) =>
      host.sh(
        "kubectl --kubeconfig /etc/kubernetes/admin.conf label namespace kube-system pod-security.kubernetes.io/enforce-",
      ),
    code: "MirrorPodRefused",
    says: /PodSecurity/u,
  },
  {
    name: "manifest that names a Secret",
    isFew: true,
    component: "kube-scheduler",
    provoke: manifest("kube-scheduler", "s#^  volumes:#&\\n  - name: secret\\n    secret: { secretName: x }#"),
    code: "ManifestNotAccepted",
    says: /secret/iu,
  },
  {
    name: "configuration that no flag is to blame for",
    isFew: true,
    component: "kube-scheduler",
    provoke: withFlag("kube-scheduler", "--config=/etc/kubernetes/scheduler.conf"),
    code: "ConfigurationRefused",
    says: /no kind|registered/u,
  },
  {
    name: "crash after a while",
    component: "kube-scheduler",
    provoke: async (host) =>
      host.sh(`for attempt in 1 2 3; do
          for second in $(seq 60); do pgrep -x kube-scheduler >/dev/null && break; sleep 1; done
          sleep 2; pkill -KILL -x kube-scheduler
        done`),
    code: "CrashLoop",
    says: /137|SIGKILL/u,
  },
  {
    name: "out of memory",
    component: "kube-scheduler",
    provoke: manifest("kube-scheduler", "s#^( *)resources:#&\\n\\1  limits: { memory: 10Mi }#"),
    code: "OutOfMemory",
    says: /memory/u,
  },
  {
    name: "container that the runtime cannot make",
    isFew: true,
    component: "kube-scheduler",
    provoke: manifest("kube-scheduler", `s#^( *)- "kube-scheduler"$#\\1- "no-such-program"#`),
    code: "ContainerNotStarted",
    says: /no-such-program/u,
  },
  {
    name: "probe that fails although the process is healthy",
    isFew: true,
    component: "kube-scheduler",
    provoke: manifest(
      "kube-scheduler",
      "s#port: probe-port#port: 1#; s#failureThreshold: .*#failureThreshold: 2#; s#(initialDelay|period)Seconds: .*#\\1Seconds: 5#",
    ),
    code: "ProbeFails",
    says: /:1\/livez/u,
  },
  {
    name: "a fault that is not in the table",
    isFew: true,
    component: "kube-scheduler",
    provoke: async (host) => host.sh("pkill -STOP -x kube-scheduler"),
    repair: async (host) => host.sh("pkill -CONT -x kube-scheduler || true"),
    code: undefined,
    says: /health/u,
  },
];
