/** kubeadm's flags of `init`, as they were given. What is undefined was not. */
export interface InitFlags {
  readonly apiserverAdvertiseAddress?: string | undefined;
  readonly apiserverBindPort?: string | undefined;
  /** Each may hold several, separated by commas; so in the other lists. */
  readonly apiserverCertExtraSans?: readonly string[] | undefined;
  readonly certDir?: string | undefined;
  readonly certificateKey?: string | undefined;
  readonly controlPlaneEndpoint?: string | undefined;
  readonly criSocket?: string | undefined;
  /** `Gate=true,Other=false`. */
  readonly featureGates?: string | undefined;
  readonly ignorePreflightErrors?: readonly string[] | undefined;
  readonly imageRepository?: string | undefined;
  readonly kubernetesVersion?: string | undefined;
  readonly nodeName?: string | undefined;
  readonly patches?: string | undefined;
  readonly podNetworkCidr?: string | undefined;
  readonly serviceCidr?: string | undefined;
  readonly serviceDnsDomain?: string | undefined;
  readonly skipPhases?: readonly string[] | undefined;
  /** Only about what is printed; it changes no configuration. */
  readonly skipTokenPrint?: boolean | undefined;
  readonly token?: string | undefined;
  readonly tokenTtl?: string | undefined;
  /** Asks for a step, and changes no configuration. */
  readonly uploadCerts?: boolean | undefined;
}
