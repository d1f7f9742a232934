// Word files made by hand, for what no word processor writes.

import { deflateRawSync } from "node:zlib";

const NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const PARTS = {
  "[Content_Types].xml":
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  "_rels/.rels":
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
};

/** A Word file with this body, and further parts by name. */
export function word(body, parts = {}) {
  const document = `<?xml version="1.0"?><w:document ${NAMESPACE}><w:body>${body}</w:body></w:document>`;
  return zip({ ...PARTS, "word/document.xml": document, ...parts });
}

export const paragraph = (words) => `<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`;
export const cell = (content, properties = "") => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
export const row = (...cells) => `<w:tr>${cells.join("")}</w:tr>`;
export const table = (...rows) => `<w:tbl>${rows.join("")}</w:tbl>`;

/** A zip archive of these parts (PKWARE APPNOTE 4.3). Parts that are bytes are stored, text is deflated. */
export function zip(parts) {
  const [files, entries] = [[], []];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const stored = Buffer.isBuffer(content);
    const bytes = stored ? content : Buffer.from(content);
    const packed = stored ? bytes : deflateRawSync(bytes, { level: 9 });
    const common = Buffer.alloc(26);
    [20, 0, stored ? 0 : 8, 0, 33].forEach((value, n) => common.writeUInt16LE(value, n * 2));
    [crc(bytes), packed.length, bytes.length].forEach((value, n) => common.writeUInt32LE(value, 10 + n * 4));
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const file = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, Buffer.from(name)]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    entries.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\0", "latin1"), common, rest, Buffer.from(name)]));
    files.push(file, packed);
    at += file.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, directory, end]);
}

// Node has one of its own from 20.15 on only.
const table32 = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = table32[(sum ^ byte) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
