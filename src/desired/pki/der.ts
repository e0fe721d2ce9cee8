import asn1 from "node-forge/lib/asn1.js";

/** A node of an ASN.1 structure. Made and read only through {@link der}. */
export type DerNode = ReturnType<typeof asn1.create>;

const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class;
// Times from 2050 on do not fit UTCTime (RFC 5280, 4.1.2.5).
const FIRST_GENERALIZED_YEAR = 2050;
// Bits stay bits, also where they happen to look like a structure. The published types know only of a boolean.
const KEEP_BIT_STRINGS = { strict: true, parseAllBytes: true, decodeBitStrings: false } as unknown as boolean;
// The characters of PrintableString, which Go prefers to UTF8String.
const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/u;

function primitive(type: number, bytes: string): DerNode {
  return asn1.create(UNIVERSAL, type, false, bytes);
}

function constructed(type: number, parts: readonly DerNode[]): DerNode {
  return asn1.create(UNIVERSAL, type, true, [...parts]);
}

function binary(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

function encode(node: DerNode): Buffer {
  return Buffer.from(asn1.toDer(node).getBytes(), "latin1");
}

function time(ms: number): DerNode {
  const date = new Date(ms);
  return date.getUTCFullYear() < FIRST_GENERALIZED_YEAR
    ? primitive(asn1.Type.UTCTIME, asn1.dateToUtcTime(date))
    : primitive(asn1.Type.GENERALIZEDTIME, asn1.dateToGeneralizedTime(date));
}

function text(value: string): DerNode {
  return PRINTABLE.test(value)
    ? primitive(asn1.Type.PRINTABLESTRING, value)
    : primitive(asn1.Type.UTF8, binary(Buffer.from(value, "utf8")));
}

/** DER's rule: the members of a SET OF stand in the order of their encodings. */
function setOf(parts: readonly DerNode[]): DerNode {
  return constructed(
    asn1.Type.SET,
    parts.toSorted((a, b) => Buffer.compare(encode(a), encode(b))),
  );
}

/** Bits and bytes as ASN.1 in DER. `decode` throws where the bytes are no DER. */
export const der = {
  sequence: (...parts: readonly DerNode[]) => constructed(asn1.Type.SEQUENCE, parts),
  setOf,
  objectIdentifier: (dotted: string) => primitive(asn1.Type.OID, asn1.oidToDer(dotted).getBytes()),
  /** A positive integer from its bytes, most significant first. */
  integer: (bytes: Uint8Array) => primitive(asn1.Type.INTEGER, binary(minimalPositive(bytes))),
  boolean: (value: boolean) => primitive(asn1.Type.BOOLEAN, value ? "\xFF" : "\0"),
  nothing: () => primitive(asn1.Type.NULL, ""),
  octets: (bytes: Uint8Array) => primitive(asn1.Type.OCTETSTRING, binary(bytes)),
  bits: (bytes: Uint8Array, unusedBits = 0) =>
    primitive(asn1.Type.BITSTRING, String.fromCharCode(unusedBits) + binary(bytes)),
  time,
  text,
  /** `[tag] IMPLICIT` around bytes. */
  tagged: (tag: number, bytes: Uint8Array) => asn1.create(CONTEXT_SPECIFIC, tag, false, binary(bytes)),
  /** `[tag] EXPLICIT` around a node. */
  wrapped: (tag: number, node: DerNode) => asn1.create(CONTEXT_SPECIFIC, tag, true, [node]),
  encode,
  decode: (bytes: Uint8Array): DerNode => asn1.fromDer(binary(bytes), KEEP_BIT_STRINGS),
  /** The parts of a constructed node; none for a primitive one. */
  parts: (node: DerNode): readonly DerNode[] => (Array.isArray(node.value) ? node.value : []),
  /** The bytes of a primitive node. */
  content: (node: DerNode): Buffer => Buffer.from(typeof node.value === "string" ? node.value : "", "latin1"),
  isTagged: (node: DerNode, tag: number): boolean =>
    node.tagClass === CONTEXT_SPECIFIC && (node.type as number) === tag,
};

function minimalPositive(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = start === -1 ? new Uint8Array(1) : bytes.subarray(start);
  return (digits[0] ?? 0) >= 0x80 ? Uint8Array.of(0, ...digits) : digits;
}
