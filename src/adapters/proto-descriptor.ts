import type { fromJSON } from "@grpc/proto-loader";

type Descriptor = Parameters<typeof fromJSON>[0];
/** Number and type of a field; `repeated` and `map` stand before the type. */
type Field = readonly [id: number, type: string];

/** The used part of a protobuf API. */
export interface ProtoApi {
  /** Its package, with dots. */
  readonly name: string;
  /** Methods of each service; `stream` stands before the name of one that answers with a stream. */
  readonly services: Readonly<Record<string, readonly string[]>>;
  readonly messages: Readonly<Record<string, Readonly<Record<string, Field>>>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** An API as protobuf's JSON descriptor. A method `M` takes an `MRequest` and answers with an `MResponse`. */
export function protoDescriptor({ name, services, messages, enums }: ProtoApi): Descriptor {
  const content: Descriptor = {
    nested: {
      ...mapValues(services, (methods) => ({ methods: Object.fromEntries(methods.map(method)) })),
      ...mapValues(messages, (message) => ({ fields: mapValues(message, field) })),
      ...mapValues(enums, (values) => ({ values })),
    },
  };
  return name.split(".").reduceRight((inner: Descriptor, part) => ({ nested: { [part]: inner } }), content);
}

function method(written: string) {
  const name = written.replace(/^stream /u, "");
  const types = { requestType: `${name}Request`, responseType: `${name}Response`, comment: "" };
  return [name, name === written ? types : { ...types, responseStream: true }] as const;
}

function field([id, written]: Field) {
  const [first = "", type = first] = written.split(" ");
  if (first === "map") {
    return { id, type, keyType: "string" };
  }
  return first === "repeated" ? { id, type, rule: "repeated" } : { id, type };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
