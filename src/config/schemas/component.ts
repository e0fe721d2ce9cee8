import * as z from "zod";

export const arg = z.strictObject({ name: z.string(), value: z.string().optional() });

/** core/v1 EnvVar. What `valueFrom` holds is passed through. */
export const envVar = z.strictObject({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z
    .strictObject({
      fieldRef: z.strictObject({ apiVersion: z.string().optional(), fieldPath: z.string() }).optional(),
      resourceFieldRef: z
        .strictObject({
          containerName: z.string().optional(),
          resource: z.string(),
          divisor: z.union([z.string(), z.number()]).optional(),
        })
        .optional(),
      configMapKeyRef: z.record(z.string(), z.unknown()).optional(),
      secretKeyRef: z.record(z.string(), z.unknown()).optional(),
      fileKeyRef: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
});

export const hostPathMount = z.strictObject({
  name: z.string(),
  hostPath: z.string(),
  mountPath: z.string(),
  readOnly: z.boolean().optional(),
  pathType: z
    .enum(["", "DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice"])
    .optional(),
});

/** kubeadm's ControlPlaneComponent. */
export const component = z.strictObject({
  extraArgs: z.array(arg).optional(),
  extraVolumes: z.array(hostPathMount).optional(),
  extraEnvs: z.array(envVar).optional(),
});
